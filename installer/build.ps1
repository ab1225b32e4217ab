# Makes what a user of Windows installs, in target\installer: two msi (per user, per machine) and a zip.
# The Java runtime is of the JDK in NIGHTJAR_JDK or JAVA_HOME. Not run where this was written: see README.md.
# NIGHTJAR_WINDOWS_CERTIFICATE: the thumbprint of a code-signing certificate of the user's store.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')

# --- What is needed, before any work is done ---

$missing = @()
$jdk = if ($env:NIGHTJAR_JDK) { $env:NIGHTJAR_JDK } else { $env:JAVA_HOME }
if (-not $jdk -or -not (Test-Path "$jdk\bin\jpackage.exe")) {
  $missing += 'no JDK with jpackage in JAVA_HOME: install a JDK 17 or newer (Temurin), and set JAVA_HOME to it'
}
if (-not (Get-Command mvn -ErrorAction Ignore)) { $missing += 'mvn is missing: install Maven 3.8 or newer, and put its bin folder on PATH' }
$wix = if ($env:WIX) { Join-Path $env:WIX 'bin' } else { '' }
if (-not $wix -or -not (Test-Path "$wix\candle.exe")) { $missing += 'WiX is missing: install the WiX Toolset 3.14, which sets the variable WIX' }
if ($env:NIGHTJAR_WINDOWS_CERTIFICATE -and -not (Get-Command signtool -ErrorAction Ignore)) {
  $missing += 'signtool is missing: install the Windows SDK, and put signtool.exe on PATH'
}
if ($missing) { $missing | ForEach-Object { [Console]::Error.WriteLine($_) }; exit 2 }

function Invoke-Tool { # A native program's failure ends the script.
  param([string] $Tool, [string[]] $Arguments)
  & $Tool @Arguments
  if ($LASTEXITCODE -ne 0) { throw "$Tool ended with $LASTEXITCODE" }
}

function Add-Signature([string[]] $Files) {
  if ($env:NIGHTJAR_WINDOWS_CERTIFICATE) {
    Invoke-Tool signtool (@('sign', '/sha1', $env:NIGHTJAR_WINDOWS_CERTIFICATE, '/fd', 'SHA256',
      '/tr', 'http://timestamp.digicert.com', '/td', 'SHA256') + $Files)
  } else {
    Write-Host "unsigned, and Windows will warn who opens it: $Files"
  }
}

function Get-Option([string] $Name) { # Of what jpackage reads, too.
  (Select-String -Path installer\common.options -Pattern "^$Name (.*)").Matches[0].Groups[1].Value.Trim('"')
}

# --- The program, its runtime, and jpackage's image of both ---

Invoke-Tool mvn @('-B', '-ntp', '-q', '-Pinstaller', '-DskipTests', '-Dsqlite.system=Windows/x86_64', 'package')
$version = ([xml](Get-Content pom.xml)).project.version
$out = "$PWD\target\installer"
$parts = "$out\parts"
$work = "$out\work"
if (Test-Path $work) { Remove-Item -Recurse $work }
New-Item -ItemType Directory "$work\input" | Out-Null
Copy-Item "$parts\lib\*", "$parts\THIRD-PARTY.txt", "$parts\nightjar.cdx.json", LICENSE "$work\input"
# SQLite's library beside the jars: unpacked into Temp at each start it is what AppLocker blocks.
Add-Type -AssemblyName System.IO.Compression.FileSystem
$driver = [IO.Compression.ZipFile]::OpenRead((Get-Item "$work\input\sqlite-jdbc-*.jar").FullName)
$library = $driver.GetEntry('org/sqlite/native/Windows/x86_64/sqlitejdbc.dll')
[IO.Compression.ZipFileExtensions]::ExtractToFile($library, "$work\input\sqlitejdbc.dll")
$driver.Dispose()

$jars = Get-ChildItem "$parts\lib\*.jar" | ForEach-Object FullName
$modules = & "$jdk\bin\jdeps" --multi-release base --ignore-missing-deps --print-module-deps `
  -cp "$parts\lib\*" @jars | Select-Object -Last 1
# Screen readers reach Java through a bridge, which has a module of its own.
Invoke-Tool "$jdk\bin\jlink" @('--add-modules', "$modules,jdk.accessibility", '--strip-debug',
  '--no-header-files', '--no-man-pages', '--output', "$work\runtime")

$java = Get-Content src\image\lib\jvm.options | Where-Object { $_ -notmatch '^#' } |
  ForEach-Object { '--java-options'; $_ }
Invoke-Tool "$jdk\bin\jpackage" (@('@installer\common.options', '@installer\windows.options',
  '--type', 'app-image', '--app-version', $version, '--input', "$work\input",
  '--main-jar', "nightjar-$version.jar", '--runtime-image', "$work\runtime",
  '--icon', "$parts\icons\nightjar.ico",
  '--add-launcher', 'nightjarw=installer\windows\nightjarw.properties', '--dest', $work) + $java)
$image = "$work\$(Get-Option '--name')"
Add-Signature "$image\Nightjar.exe", "$image\nightjarw.exe"

# --- The zip, and an msi for each scope ---

Compress-Archive -Path $image -DestinationPath "$out\nightjar-$version-windows-x64.zip" -Force
Invoke-Tool "$wix\heat.exe" @('dir', $image, '-nologo', '-cg', 'Files', '-dr', 'INSTALLDIR', '-gg', '-srd',
  '-sreg', '-scom', '-var', 'var.Image', '-out', "$work\files.wxs")
foreach ($scope in 'perUser', 'perMachine') {
  $name = "nightjar-$version-windows-x64" + $(if ($scope -eq 'perMachine') { '-all-users' })
  Invoke-Tool "$wix\candle.exe" @('-nologo', '-arch', 'x64', "-dScope=$scope", "-dName=$(Get-Option '--name')",
    "-dVendor=$(Get-Option '--vendor')", "-dVersion=$version", "-dIcon=$parts\icons\nightjar.ico", "-dImage=$image",
    '-out', "$work\$scope\", 'installer\windows\nightjar.wxs', "$work\files.wxs")
  # No validation: its rules about a user's own folders are older than programs that live there.
  Invoke-Tool "$wix\light.exe" @('-nologo', '-sval', '-out', "$out\$name.msi",
    "$work\$scope\nightjar.wixobj", "$work\$scope\files.wixobj")
  Add-Signature "$out\$name.msi"
}
Get-ChildItem "$out\nightjar*.msi", "$out\nightjar*.zip" | Get-FileHash -Algorithm SHA256 |
  ForEach-Object { $_.Hash.ToLower() + '  ' + (Split-Path -Leaf $_.Path) } |
  Tee-Object -FilePath "$out\SHA256SUMS"
