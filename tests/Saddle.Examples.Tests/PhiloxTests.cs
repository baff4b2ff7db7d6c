using Saddle.Examples.Tests.Support;

namespace Saddle.Examples.Tests;

public sealed class PhiloxTests
{
    [Fact]
    public async Task The_pages_random_numbers_are_those_of_the_document()
    {
        string? node = Programs.Find("node");
        Assert.SkipWhen(node is null, "There is no node, which computes them here.");
        string script = Path.Combine(Repository.Root, "tests", "Saddle.Examples.Tests", "philox-document.mjs");
        Programs.Finished end = await Programs.Run(node, [script, Repository.Root]);
        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.Equal("3 answers, 5 and 4 examples", end.Output.Trim());
    }
}
