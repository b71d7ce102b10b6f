@echo off
rem Memasang Lampiran dari folder ini, tanpa internet. Klik dua kali.
setlocal
chcp 65001 >nul
if not defined LAMPIRAN_HOME set "LAMPIRAN_HOME=%LOCALAPPDATA%\Lampiran"
"%~dp0uv.exe" run --offline --no-project --no-config --no-python-downloads --python "PYTHON_VERSIONS" "%~dp0pasang.py"
set "KODE=%errorlevel%"
pause
exit /b %KODE%
