using Saddle.Components;

namespace Saddle.Tests.Components;

public sealed class NamesTests
{
    private static readonly string[] s_known = ["non-saturating", "minimax", "least-squares"];

    [Theory]
    [InlineData("minmax", "minimax")]
    [InlineData("MINIMAX", "minimax")]
    [InlineData("leastsquares", "least-squares")]
    [InlineData("least_squares", "least-squares")]
    [InlineData("nonsaturating", "non-saturating")]
    [InlineData("non-saturatng", "non-saturating")]
    public void A_mistyped_name_has_a_nearest_one(string typed, string nearest)
        => Assert.Equal(nearest, Names.Nearest(typed, s_known));

    [Theory, InlineData("wasserstein"), InlineData(""), InlineData("xyz")]
    public void A_name_far_from_all_has_none(string typed) => Assert.Null(Names.Nearest(typed, s_known));

    [Fact]
    public void Two_letters_in_the_wrong_order_are_one_mistake()
        => Assert.Equal("ring", Names.Nearest("rign", ["r3gan", "ring"]));

    [Fact]
    public void Of_equally_near_names_the_first_is_meant() => Assert.Equal("bat", Names.Nearest("zat", ["bat", "cat"]));

    [Fact]
    public void Unknown_names_are_told_with_all_known_ones()
    {
        Assert.Equal(
            "unknown objective 'minmax': did you mean minimax? Known: non-saturating, minimax, least-squares.",
            Names.Unknown("objective", "minmax", s_known));
        Assert.Equal(
            "unknown objective 'wasserstein'. Known: non-saturating, minimax, least-squares.",
            Names.Unknown("objective", "wasserstein", s_known));
    }

    [Fact]
    public void A_page_instead_of_a_name_costs_nothing_and_is_not_repeated_whole()
    {
        string page = new('[', 100_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Names.Unknown("recipe", page, ["ring", "grid"]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal($"unknown recipe '{page[..80]}...'. Known: ring, grid.", message);
    }
}
