using Saddle.Torch.Interop;

namespace Saddle.Tests.Torch.Kernels;

public sealed class LoadEnvironmentTests
{
    private const string Name = "SADDLE_TEST_OF_THE_ENVIRONMENT";

    [Fact]
    public void What_was_not_set_is_set_and_then_unset()
    {
        using (var environment = new LoadEnvironment())
        {
            environment.SetDefault(Name, "ours");
            Assert.Equal("ours", LoadEnvironment.Value(Name));
            Assert.Null(Environment.GetEnvironmentVariable(Name));
        }
        Assert.Null(LoadEnvironment.NativeValue(Name));
    }

    [Fact]
    public void What_the_user_has_set_stays()
    {
        Assert.Equal(0, NativeMethods.setenv(Name, "the user's", 1));
        try
        {
            using (var environment = new LoadEnvironment())
            {
                environment.SetDefault(Name, "ours");
                Assert.Equal("the user's", LoadEnvironment.Value(Name));
            }
            Assert.Equal("the user's", LoadEnvironment.Value(Name));
        }
        finally
        {
            Assert.Equal(0, NativeMethods.unsetenv(Name));
        }
    }

    [Fact]
    public void What_the_host_has_set_in_NETs_copy_reaches_the_libraries_and_only_them()
    {
        Environment.SetEnvironmentVariable(Name, "the host's");
        try
        {
            using (var environment = new LoadEnvironment())
            {
                environment.SetDefault(Name, "ours");
                Assert.Equal("the host's", LoadEnvironment.NativeValue(Name));
            }
            Assert.Null(LoadEnvironment.NativeValue(Name));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }
}
