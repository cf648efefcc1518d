; What the Windows installer does beyond electron-builder's own: it lets a running engine end by itself, and takes
; scheduled tasks and the start with the session away on removal. Backups, plans and history always stay.

!include "LogicLib.nsh"

; PowerShell with the installation folder as $env:STRONGROOM_FOLDER, so that no character of a path is read as a command.
!macro strongroomPowerShell COMMAND
  Push $0
  System::Call 'kernel32::SetEnvironmentVariable(t "STRONGROOM_FOLDER", t "$INSTDIR\")'
  nsExec::Exec `"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command "${COMMAND}"`
  Pop $0
  Pop $0
!macroend

; The shell first: its engine sees the pipe close, cancels its jobs so that every vault is as before, and ends.
; Command lines at work end with the engines' time limit. Only then is anything ended by force.
!macro customCheckAppRunning
  DetailPrint "$(appClosing)"
  !insertmacro strongroomPowerShell "$$f = $$env:STRONGROOM_FOLDER; function Ours($$n) { Get-Process $$n -ErrorAction SilentlyContinue | Where-Object { $$_.Path -and $$_.Path.StartsWith($$f, 'OrdinalIgnoreCase') } }; Ours 'Strongroom' | Stop-Process -Force -ErrorAction SilentlyContinue; Ours 'node' | Wait-Process -Timeout 30 -ErrorAction SilentlyContinue; Ours 'node' | Stop-Process -Force -ErrorAction SilentlyContinue; Ours 'node' | Wait-Process -Timeout 5 -ErrorAction SilentlyContinue"
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    ; What makes shadow copies, where it was put in: its script removes them by the system's own PowerShell, this one being of 32 bits.
    !insertmacro strongroomPowerShell "$$h = Join-Path $$env:ProgramW6432 'Strongroom Shadow Copies'; if (Test-Path -LiteralPath $$h) { & (Join-Path $$env:SystemRoot 'Sysnative\WindowsPowerShell\v1.0\powershell.exe') -NoProfile -NonInteractive -ExecutionPolicy Bypass -File (Join-Path $$h 'make-shadow-copies.ps1') -RemoveAll; Remove-Item -LiteralPath $$h -Recurse -Force -ErrorAction SilentlyContinue }"
    !insertmacro strongroomPowerShell "Get-ScheduledTask -TaskPath '\Strongroom\*' -ErrorAction SilentlyContinue | Unregister-ScheduledTask -Confirm:$$false; $$s = New-Object -ComObject Schedule.Service; $$s.Connect(); try { $$s.GetFolder('\').DeleteFolder('Strongroom', 0) } catch { }"
    !insertmacro strongroomPowerShell "Get-ChildItem Registry::HKEY_USERS -ErrorAction SilentlyContinue | ForEach-Object { Remove-ItemProperty -Path ('Registry::' + $$_.Name + '\Software\Microsoft\Windows\CurrentVersion\Run') -Name '${APP_ID}' -ErrorAction SilentlyContinue }"
  ${endIf}
!macroend
