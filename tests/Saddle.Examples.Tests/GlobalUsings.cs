global using Saddle.Runtime;
global using Saddle.Runtime.Tests.Support;
