# The scenario of scenario.sh on a real Windows, with a real share: run.ps1 -Nightjar PATH\Nightjar.exe.
# Not run where this was written; .github/workflows/build.yml calls it. Needs: an administrator, for the share
# and the small disk; node.exe 22.13 or newer and a JDK on PATH.
param(
  [Parameter(Mandatory)] [string] $Nightjar,
  [int] $Kills = 30,
  # A name that most code pages have; the folders in it have what only some have.
  [string] $Folder = "$env:TEMP\nightjar-windows Şğıöçü İ"
)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$OutputEncoding = [Console]::OutputEncoding = [Text.UTF8Encoding]::new()
$script:passed = 0; $script:failed = 0
$sources = $PSScriptRoot

function Check([string] $Sentence, [scriptblock] $Test) {
  $answer = try { & $Test } catch { "$_"; $false }
  if (@($answer)[-1] -eq $true) { $script:passed++; Write-Host "  ok: $Sentence" }
  else { $script:failed++; Write-Host "  FAILED: $Sentence"; @($answer) | Select-Object -Last 6 | ForEach-Object { Write-Host "    $_" } }
}
function Invoke-Nightjar { # What it says, and in $script:code how it ended.
  & $Nightjar --home "$Folder\home" @args 2>&1 | ForEach-Object { "$_" }
  $script:code = $LASTEXITCODE
}
function Says([int] $Code, [string] $Words, [string[]] $Arguments) {
  $said = Invoke-Nightjar @Arguments
  $said
  "exit code $script:code"
  $script:code -eq $Code -and (($said -join "`n").Contains($Words))
}
function Wait-Until([int] $Seconds, [scriptblock] $Test) {
  $end = (Get-Date).AddSeconds($Seconds)
  while (-not (& $Test)) { if ((Get-Date) -gt $end) { return $false }; Start-Sleep -Milliseconds 200 }
  $true
}
function Get-Count([string] $Place) { @(Get-ChildItem "$Place\manifest\backup-*.json" -ErrorAction Ignore).Count }

$database = "$Folder\Inventory App\inventory.db"
$share = "$Folder\share"
$local = "$Folder\Yedek ler"
$name = 'nightjar-test$'
$nas = "\\localhost\$name"
function Add-Share { New-SmbShare -Name $name -Path $share -FullAccess ([Security.Principal.WindowsIdentity]::GetCurrent().Name) | Out-Null }
function Remove-Share { Remove-SmbShare -Name $name -Force -ErrorAction Ignore }
function Start-App {
  Remove-Item "$database.stop" -ErrorAction Ignore
  $app = Start-Process node -PassThru -NoNewWindow -RedirectStandardOutput "$Folder\sold.txt" `
    -ArgumentList '--no-warnings', "`"$sources\app.mjs`"", "`"$database`""
  if (-not (Wait-Until 60 { (Get-Item "$Folder\sold.txt").Length -gt 0 })) { throw 'the app does not start' }
  $app
}
function Stop-App($App) { New-Item "$database.stop" | Out-Null; $App.WaitForExit(); Remove-Item "$database.stop" }

if (Test-Path $Folder) { Remove-Item -Recurse -Force $Folder }
New-Item -ItemType Directory (Split-Path $database), $share, "$Folder\classes" | Out-Null
& javac --release 17 -d "$Folder\classes" "$sources\Scanner.java"
Remove-Share; Add-Share
& net use Y: $nas /persistent:no | Out-Null # Connected as a logon script does it: the registry doesn't know.
try {
  Check 'the demo' { Says 0 'pieces in stock, as it must be' @('demo', "$Folder\demo") }
  $app = Start-App
  Check 'a job for a local folder and a share''s root' {
    Says 0 '' @('settings', 'add', '--database', $database, '--local', $local, '--nas', $nas, '--create') }
  Check 'a backup at both' { Says 0 '2 of 2 places' @('backup') }
  Check 'there is one at each' { (Get-Count $local) -eq 1 -and (Get-Count $share) -eq 1 }
  Check 'the list of a share''s root, with a backslash at its end' { Says 0 'backup' @('list', '--in', "$nas\") }
  Check 'the list of the same folder as a drive' { Says 0 'backup' @('list', '--in', 'Y:\') }
  Check 'a database on the drive, which is a share''s, is refused' {
    Copy-Item "$Folder\demo\inventory.db" 'Y:\there.db'
    $said = Invoke-Nightjar settings add --database Y:\there.db --local "$Folder\there" --create
    Remove-Item 'Y:\there.db'
    $said; $script:code -ne 0 }
  Check 'all are whole' { Says 0 '' @('verify', '--all') }
  foreach ($form in 'database', 'json') {
    Check "restored from the $form of the share" {
      Says 0 '' @('restore', 'latest', '--in', $nas, '--from', $form, '--to', "$Folder\geri $form.db") }
  }
  Stop-App $app

  Write-Host '  The same path in other forms'
  $env:NIGHTJAR_TEST = $Folder
  foreach ($form in ("$Folder/demo/nas" -replace '\\', '/'), '%NIGHTJAR_TEST%\demo\nas', "\\?\$Folder\demo\nas\") {
    Check "$form is understood" { Says 0 'backup' @('list', '--in', $form) }
  }
  Check 'a name that Windows keeps for a device is refused' { Says 2 "can't be" @('list', '--in', 'C:\con') }
  Check 'a folder of more than 260 characters' {
    Says 0 '2 of 2 places' @('backup', '--database', $database, '--create',
      '--local', "$Folder\$('lange Ordner ' * 10)\$('noch mehr ' * 10)\x", '--nas', "$Folder\other") }

  Write-Host '  Autostart'
  $run = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Run'
  Check 'on' { Says 0 '' @('autostart', 'on') }
  Check 'the registry has it' { "$((Get-ItemProperty $run).Nightjar)".Contains('nightjar') }
  Check 'off' { Says 0 '' @('autostart', 'off') }
  Check 'the registry has it no more' { -not (Get-ItemProperty $run).PSObject.Properties['Nightjar'] }

  Write-Host '  The share goes and comes back'
  Remove-Share
  Check 'a backup without it is kept locally' { Says 3 "doesn't answer" @('backup') }
  Add-Share
  Check 'it is copied once the share is back' { Says 0 '2 of 2 places' @('backup') }
  Check 'both have all' { (Get-Count $local) -eq (Get-Count $share) }

  Write-Host '  A disk that is full'
  $disk = "$Folder\small.vhdx"
  New-Item -ItemType Directory "$Folder\full" | Out-Null
  "create vdisk file=`"$disk`" maximum=40`nattach vdisk`ncreate partition primary`nformat fs=ntfs quick`nassign mount=`"$Folder\full`"" |
    & diskpart | Out-Null
  if ($LASTEXITCODE -eq 0) {
    $room = (Get-Volume -FilePath "$Folder\full").SizeRemaining
    & fsutil file createnew "$Folder\full\other" ($room - 1MB) | Out-Null
    Check 'kept on this computer' { Says 3 'full' @('backup', '--database', $database, '--local', "$Folder\Dolu", '--nas', "$Folder\full\nj", '--create') }
    Check 'nothing half is left there' { @(Get-ChildItem -Recurse -Force "$Folder\full\nj" -Include '*.partial', 'backup-*' -ErrorAction Ignore).Count -eq 0 }
    "select vdisk file=`"$disk`"`ndetach vdisk" | & diskpart | Out-Null
  } else { Write-Host '  LEFT OUT: a full disk: none could be made' }

  Write-Host '  The app replaces its database'
  Check 'while Nightjar copies, again and again' {
    $app = Start-Process node -PassThru -NoNewWindow -RedirectStandardOutput "$Folder\replaced.txt" `
      -ArgumentList '--no-warnings', "`"$sources\replace.mjs`"", "`"$database`"", '100'
    $null = $app.Handle # Else its exit code is forgotten.
    $codes = 1..4 | ForEach-Object { Invoke-Nightjar backup | Out-Null; $script:code }
    $app.WaitForExit()
    Get-Content "$Folder\replaced.txt"; "$codes"
    $app.ExitCode -eq 0 -and -not ($codes -ne 0) }

  Write-Host '  A scanner holds each new file for 300 ms'
  Remove-Item C:\scanner.stop -ErrorAction Ignore
  $scanner = Start-Process java -PassThru -NoNewWindow -RedirectStandardOutput "$Folder\scanner.txt" `
    -ArgumentList '-cp', "`"$Folder\classes`"", 'Scanner', "`"$local`"", $nas, "`"$Folder\home`""
  $null = Wait-Until 60 { (Get-Item "$Folder\scanner.txt").Length -gt 0 }
  Check 'a backup all the same' { Says 0 '2 of 2 places' @('backup') }
  New-Item C:\scanner.stop | Out-Null; $scanner.WaitForExit(); Remove-Item C:\scanner.stop
  Check 'it held some' { [int](Get-Content "$Folder\scanner.txt")[-1] -gt 3 }

  Write-Host "  Killed at $Kills moments"
  $app = Start-App
  $length = (Measure-Command { Invoke-Nightjar backup }).TotalMilliseconds
  $wrong = 0
  foreach ($k in 1..$Kills) {
    $run = Start-Process $Nightjar -PassThru -NoNewWindow -RedirectStandardOutput "$Folder\killed.txt" `
      -ArgumentList '--home', "`"$Folder\home`"", 'backup'
    Start-Sleep -Milliseconds ($length * $k / $Kills)
    & taskkill /t /f /pid $run.Id 2>&1 | Out-Null # jpackage's launcher is two processes.
    Invoke-Nightjar list --in $local | Out-Null
    if ($script:code -ne 0) { $wrong++ }
  }
  Check 'each list can be read' { $wrong -eq 0 }
  Check 'a backup after them' { Says 0 '2 of 2 places' @('backup') }
  Stop-App $app
  Check 'all are whole in the end' { Says 0 '' @('verify', '--all') }
} finally {
  & net use Y: /delete /y 2>&1 | Out-Null
  Remove-Share
}
Write-Host "$script:passed passed, $script:failed failed"
if ($script:failed) { exit 1 }
