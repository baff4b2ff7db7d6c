using System.Text.Json;
using Xunit;

namespace Saddle.Cli.Tests;

public sealed class ObjectivesCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_list_and_its_json_name_the_same_objectives()
    {
        string[] lines = _place.Saddle("objectives").Succeeded().Lines;
        JsonElement[] objectives = [.. _place.Saddle("objectives", "--json").Json().EnumerateArray()];
        Assert.Equal(
            lines.Skip(1).Select(line => line.Split(' ')[0]),
            objectives.Select(objective => objective.GetProperty("name").GetString()));
        Assert.All(objectives, objective => Assert.NotEqual("", objective.GetProperty("source").GetString()));
    }

    [Fact]
    public void One_objective_is_shown_with_its_source_settings_and_theorem()
    {
        Finished finished = _place.Saddle("objectives", "least-squares").Succeeded();
        Assert.Contains("source: arXiv:1611.04076", finished.Output);
        Assert.Matches(@"(?m)^b +1 +a number", finished.Output);
        Assert.Contains("\ntheorem: D* = (b p + a q) / (p + q)", finished.Output);
        JsonElement told = _place.Saddle("objectives", "least-squares", "--json").Json();
        Assert.Equal(
            ["coding", "a", "b", "c"],
            told.GetProperty("settings").EnumerateArray().Select(setting => setting.GetProperty("name").GetString()));
        Assert.StartsWith("D* = (b p + a q) / (p + q)", told.GetProperty("theorem").GetString());
    }

    [Fact]
    public void What_is_not_finite_has_a_name_in_json_and_in_the_table_and_0_has_no_sign()
    {
        string[] arguments = ["objectives", "f-hellinger", "--real-logits=-1e4", "--fake-logits=900"];
        JsonElement told = _place.Saddle([.. arguments, "--json"]).Json();
        Assert.Equal("Infinity", told.GetProperty("discriminator_loss").GetString());
        Assert.Equal("-Infinity", told.GetProperty("discriminator_gradient_real")[0].GetString());
        Assert.Matches(@"(?m)^generator loss +-infinity$", _place.Saddle(arguments).Succeeded().Output);
        Finished zero = _place.Saddle("objectives", "wasserstein", "--real-logits=0", "--fake-logits=0", "--json").Succeeded();
        Assert.Contains("\"generator_loss\": 0,", zero.Output);
    }

    [Fact]
    public void A_theorem_about_critics_as_a_whole_is_told_too()
        => Assert.Contains(
            "\ntheorem: the most of E_p[C] - E_q[C] over 1-Lipschitz critics C is W1(p, q)",
            _place.Saddle("objectives", "wasserstein").Succeeded().Output);

    [Fact]
    public void An_unknown_objective_is_refused_with_the_nearest()
        => _place.Saddle("objectives", "least").Refused("unknown objective 'least': did you mean least-squares?");
}
