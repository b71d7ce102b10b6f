@echo off
rem Tarik folder berisi SK ke berkas ini: isinya dibaca, lalu hasilnya dibuka di peramban.
setlocal
chcp 65001 >nul
if not defined LAMPIRAN_HOME set "LAMPIRAN_HOME=%LOCALAPPDATA%\Lampiran"
if not exist "%LAMPIRAN_HOME%\env\Scripts\python.exe" (
    echo Lampiran belum terpasang. Jalankan Pasang.bat lebih dahulu.
    pause
    exit /b 3
)
"%LAMPIRAN_HOME%\env\Scripts\python.exe" "%~dp0jalankan.py" %*
set "KODE=%errorlevel%"
if not "%KODE%"=="0" pause
exit /b %KODE%
