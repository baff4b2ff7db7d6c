@echo off
rem Restores and builds what changed, then runs the program: saddle.cmd train
rem Windows needs the .NET 10 SDK only; libtorch comes from NuGet.
setlocal
where dotnet >nul 2>nul
if errorlevel 1 (
  echo saddle: install the .NET 10 SDK ^(https://dotnet.microsoft.com/download/dotnet/10.0^): there is no dotnet on the PATH. 1>&2
  exit /b 1
)
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
dotnet build "%~dp0src\Saddle.Cli" --configuration Release --verbosity quiet -clp:NoSummary -p:RunAnalyzers=false ^
  -p:GenerateDocumentationFile=false 1>&2
if errorlevel 1 exit /b 1
"%~dp0src\Saddle.Cli\bin\Release\net10.0\saddle-cli.exe" %*
exit /b %errorlevel%
