global using Saddle.Torch;
global using Xunit;
