@echo off
rem The command line of an installed Strongroom, run by the Node that came with it and by no other.
setlocal
set NODE_OPTIONS=
set NODE_PATH=
"%~dp0..\node\node.exe" "%~dp0..\engine\cli.mjs" %*
