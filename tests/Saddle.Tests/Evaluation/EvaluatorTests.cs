using Saddle.Evaluation;
using Saddle.Training;

namespace Saddle.Tests.Evaluation;

public sealed class EvaluatorTests
{
    [Fact]
    public void Settings_of_a_metric_stand_after_its_name()
        => Assert.Equal(
            [new FrechetDistance(), new KernelDistance { Subsets = 3, SubsetSize = 100 }, new DensityCoverage()],
            Evaluator.Parse("fid, kid:subsets=3:subset_size = 100,fid,density-coverage,kid:subset_size=100:subsets=3"));

    [Theory]
    [InlineData("kid:subset=3", "metric kid: unknown setting 'subset': did you mean subsets? Known: subsets, subset_size.")]
    [InlineData("kid:subsets=0", "metric kid: subsets must be a whole number from 1 to 100000, but is 0.")]
    [InlineData("kid:subsets=many", "metric kid: subsets must be a whole number from 1 to 100000, but is \"many\".")]
    [InlineData("fid:x=1", "metric fid: there is no setting 'x' here, nor any other.")]
    [InlineData(
        "kid:3", "metric kid: settings are KEY=VALUE after a colon, as in kid:subsets=3:subset_size=100, but this is '3'.")]
    [InlineData("kid:", "metric kid: settings are KEY=VALUE after a colon, as in kid:subsets=3:subset_size=100, but this is ''.")]
    [InlineData("kdi:subsets=3", "unknown metric 'kdi': did you mean kid?")]
    [InlineData("kid:subsets=3,kid", "metric kid is there with several settings, but is measured once: kid (subsets 3) and kid.")]
    public void A_mistake_names_the_metric_the_key_and_what_is_known(string names, string message)
        => Assert.StartsWith(message, Assert.Throws<InputException>(() => Evaluator.Parse(names)).Message);

    [Fact]
    public void All_mistakes_are_told_at_once()
        => Assert.Equal(
            2, Assert.Throws<InputException>(() => Evaluator.Parse("fidd,fid,kid:subsets=0")).Problems.Count);

    [Fact]
    public void A_recipe_can_set_them_and_keep_the_best_by_such_a_metric()
    {
        var plan = new EvaluationPlan { Metrics = "fid,kid:subsets=3", Best = "kid" };
        Assert.Empty(plan.Problems());
        Assert.Equal(new KernelDistance { Subsets = 3 }, plan.Criterion);
        var wrong = new EvaluationPlan { Metrics = "fid,kid:subset=3" };
        Assert.Contains("unknown setting 'subset'", Assert.Single(wrong.Problems()), StringComparison.Ordinal);
    }
}
