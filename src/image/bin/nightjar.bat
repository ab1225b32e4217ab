@echo off
setlocal
set "LIB=%~dp0..\lib"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo Nightjar needs Java 17 or newer: install it, or set JAVA_HOME. 1>&2
  exit /b 2
)
"%JAVA%" -Xmx256m -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -Dfile.encoding=UTF-8 --enable-native-access=ALL-UNNAMED -cp "%LIB%\*" dev.nightjar.Main %*
exit /b %ERRORLEVEL%
