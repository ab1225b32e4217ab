@echo off
rem Starts Nightjar from the folder that this file is in, wherever that is.
rem NIGHTJAR_JAVA_OPTIONS: more options for Java; the last one of a kind wins.
rem No ( ) blocks round paths: "Program Files (x86)" would end them.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "NIGHTJAR_HOME_FOLDER=%%~fI"

if not defined JAVA_HOME goto onpath
set "NIGHTJAR_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%NIGHTJAR_JAVA%" goto version
echo nightjar: there is no Java in JAVA_HOME ("%JAVA_HOME%"). Set it to a Java 17 or newer, or unset it.>&2
exit /b 2

:onpath
set "NIGHTJAR_JAVA="
for %%I in (java.exe) do set "NIGHTJAR_JAVA=%%~$PATH:I"
if defined NIGHTJAR_JAVA goto version
echo nightjar: Java was not found. Install Java 17 or newer, or set JAVA_HOME to one.>&2
exit /b 2

:version
set "NIGHTJAR_VERSION="
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%NIGHTJAR_JAVA%\..\..\release" 2^>nul') do set "NIGHTJAR_VERSION=%%~V"
if defined NIGHTJAR_VERSION goto major
for /f "tokens=3" %%V in ('call "%NIGHTJAR_JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do set "NIGHTJAR_VERSION=%%~V"

:major
set "NIGHTJAR_MAJOR=0"
for /f "delims=.-+" %%V in ("%NIGHTJAR_VERSION%") do set "NIGHTJAR_MAJOR=%%V"
if %NIGHTJAR_MAJOR% GEQ 17 goto run
echo nightjar: Java 17 or newer is needed; "%NIGHTJAR_JAVA%" is %NIGHTJAR_VERSION%. Install a newer one, or set JAVA_HOME to one.>&2
exit /b 2

:run
rem A command is over soon: bin/nightjar says what these are for. SHIFT leaves %* as it is.
set "NIGHTJAR_COMMAND="
:word
if "%~1"=="--home" goto value
if "%~1"=="backup" set "NIGHTJAR_COMMAND=-Xms40m"
for %%C in (list status prune show) do if "%~1"=="%%C" set "NIGHTJAR_COMMAND=-Xms40m -XX:TieredStopAtLevel=1"
set "NIGHTJAR_WORD=%~1"
if not "%NIGHTJAR_WORD:~0,1%"=="-" goto start
shift
goto word

:value
shift
shift
goto word

:start
"%NIGHTJAR_JAVA%" "@%NIGHTJAR_HOME_FOLDER%\lib\jvm.options" %NIGHTJAR_COMMAND% %NIGHTJAR_JAVA_OPTIONS% -cp "%NIGHTJAR_HOME_FOLDER%\lib\*" dev.nightjar.Main %*
exit /b %ERRORLEVEL%
