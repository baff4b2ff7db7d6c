using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class NetworksCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_list_and_its_json_name_the_same_networks()
    {
        string[] lines = _place.Saddle("networks").Succeeded().Lines;
        string?[] names = [.. _place.Saddle("networks", "--json").Json().EnumerateArray().Select(network => network.GetProperty("name").GetString())];
        Assert.Equal(lines.Skip(1).Select(line => line.Split(' ')[0]), names);
        Assert.Contains("dcgan", names);
    }

    [Fact]
    public void One_network_is_shown_with_settings_defaults_and_ranges()
    {
        Assert.Matches(@"(?m)^size +32 +a whole number from 16 to 256 +", _place.Saddle("networks", "dcgan").Succeeded().Output);
        JsonElement told = _place.Saddle("networks", "dcgan", "--json").Json();
        JsonElement size = told.GetProperty("settings").EnumerateArray().Single(setting => setting.GetProperty("name").GetString() == "size");
        Assert.Equal((32, "a whole number from 16 to 256"), (size.GetProperty("default").GetInt32(), size.GetProperty("range").GetString()));
    }

    [Fact]
    public void An_unknown_network_is_refused_with_the_nearest() => _place.Saddle("networks", "mpl").Refused("unknown network 'mpl': did you mean mlp?");
}
