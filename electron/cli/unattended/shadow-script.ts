/**
 * What runs as SYSTEM to make shadow copies (docs/decisions/2026-11-22-open-files-by-shadow-copies.md): looks into `ask` once, does what stands there, and ends. Of a request only
 * its name, its owner and at most eight drive letters are ever looked at. Windows PowerShell 5.1, which every Windows 10 and 11 has. Plain ASCII.
 */
export const SHADOW_SCRIPT = String.raw`param([switch]$RemoveAll)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$ask = Join-Path $PSScriptRoot 'ask'
$told = Join-Path $PSScriptRoot 'told'
$openMax = 4
$lettersMax = 8
$hoursMax = 24
$guid = '^\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$'

function Get-Answers { @(Get-ChildItem -LiteralPath $told -Filter '*.json' -File) }

function Write-Answer($id, $answer) {
  $path = Join-Path $told ($id + '.json')
  $new = $path + '.new'
  [IO.File]::WriteAllText($new, (ConvertTo-Json -InputObject $answer -Depth 4 -Compress))
  Move-Item -LiteralPath $new -Destination $path -Force
}

# Only shadow copies that an answer of ours names are ever removed, and the answer goes only after all of them.
function Remove-Made($path) {
  $answer = Get-Content -LiteralPath $path -Raw | ConvertFrom-Json
  foreach ($made in @($answer.shadows)) {
    if ($made.id -notmatch $guid) { continue }
    Get-CimInstance -ClassName Win32_ShadowCopy -Filter ("ID='" + $made.id + "'") | Remove-CimInstance
  }
  Remove-Item -LiteralPath $path -Force
}

function Remove-Old {
  $started = (Get-CimInstance -ClassName Win32_OperatingSystem).LastBootUpTime
  foreach ($file in Get-Answers) {
    $isOld = $file.LastWriteTime -lt (Get-Date).AddHours(-$hoursMax) -or $file.LastWriteTime -lt $started
    if ($RemoveAll -or $isOld) { try { Remove-Made $file.FullName } catch { } }
  }
}

function New-Shadow($letter) {
  $volume = Get-CimInstance -ClassName Win32_Volume -Filter ("DriveLetter='" + $letter + ":'")
  if ($null -eq $volume -or $volume.DriveType -ne 3 -or @('NTFS', 'ReFS') -notcontains $volume.FileSystem) {
    return @{ why = 'not-supported' }
  }
  $arguments = @{ Volume = $letter + ':\'; Context = 'ClientAccessible' }
  for ($try = 1; ; $try++) {
    $said = Invoke-CimMethod -ClassName Win32_ShadowCopy -MethodName Create -Arguments $arguments
    # Another one is being made.
    if ($said.ReturnValue -ne 9 -or $try -eq 10) { break }
    Start-Sleep -Seconds 3
  }
  switch ($said.ReturnValue) {
    0 { return @{ id = $said.ShadowID } }
    1 { return @{ why = 'refused' } }
    { @(3, 4, 5) -contains $_ } { return @{ why = 'not-supported' } }
    { @(6, 8) -contains $_ } { return @{ why = 'no-room' } }
    default { return @{ why = 'failed' } }
  }
}

function Invoke-Ask($id, $letters, $owner) {
  $answer = @{ done = $false; owner = $owner; shadows = @(); refused = @() }
  if (Test-Path -LiteralPath (Join-Path $told ($id + '.json'))) { return }
  $isRefused = $letters -cnotmatch ('\A[A-Z]{1,' + $lettersMax + '}\z') -or @(Get-Answers).Count -ge $openMax
  if ($isRefused) { $answer.refused = @(@{ why = 'refused' }) } else {
    foreach ($letter in @($letters.ToCharArray() | Select-Object -Unique)) {
      try { $made = New-Shadow ([string]$letter) } catch { $made = @{ why = 'failed' } }
      if ($made.ContainsKey('why')) { $answer.refused += @{ letter = [string]$letter; why = $made.why }; continue }
      # Written down before anything else can go wrong: what is known is removed one day.
      $answer.shadows += @{ letter = [string]$letter; id = $made.id; device = '' }
      Write-Answer $id $answer
      $shadow = Get-CimInstance -ClassName Win32_ShadowCopy -Filter ("ID='" + $made.id + "'")
      $answer.shadows[-1].device = $shadow.DeviceObject
    }
  }
  $answer.done = $true
  Write-Answer $id $answer
}

function Invoke-End($id, $owner) {
  $path = Join-Path $told ($id + '.json')
  if (-not (Test-Path -LiteralPath $path)) { return }
  $answer = Get-Content -LiteralPath $path -Raw | ConvertFrom-Json
  if ($answer.owner -eq $owner) { Remove-Made $path }
}

function Read-Request($file) {
  $name = [regex]::Match($file.Name, '\A([a-z0-9]{6,32})\.(ask|end)\z')
  $isPlain = $name.Success -and $file.Length -le 26 -and -not ($file.Attributes -band [IO.FileAttributes]::ReparsePoint)
  # It is still being written.
  if ($isPlain -and $name.Groups[2].Value -eq 'ask' -and $file.Length -eq 0 -and $file.LastWriteTime -gt (Get-Date).AddMinutes(-1)) { return }
  $request = $null
  if ($isPlain) {
    $owner = (Get-Acl -LiteralPath $file.FullName).GetOwner([Security.Principal.SecurityIdentifier]).Value
    $letters = [IO.File]::ReadAllText($file.FullName)
    $request = @{ id = $name.Groups[1].Value; verb = $name.Groups[2].Value; owner = $owner; letters = $letters }
  }
  [IO.File]::Delete($file.FullName)
  $request
}

Remove-Old
if ($RemoveAll) { exit 0 }
# The names that were asked for first come first; one whose end is here already is made and removed again.
foreach ($file in @(Get-ChildItem -LiteralPath $ask -File -Force | Sort-Object LastWriteTime, Name)) {
  try {
    $request = Read-Request $file
    if ($null -eq $request) { continue }
    if ($request.verb -eq 'ask') { Invoke-Ask $request.id $request.letters $request.owner }
    else { Invoke-End $request.id $request.owner }
  } catch { }
}
`.replaceAll('\n', '\r\n');
