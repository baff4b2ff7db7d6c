using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;
using Saddle.Learners;
using Saddle.Torch;
using Saddle.Training;

namespace Garden;

/// <summary>What is more than components: a named recipe, a kind of path, a set to download, a feature network.</summary>
public sealed partial class SaddleExtension
{
    static partial void AddMore()
    {
        Recipes.Add(new RecipeEntry(
            new Recipe
            {
                Name = "hearts",
                Data = new Hearts(),
                Batch = 64,
                Images = 64_000,
                SampleCount = 500,
                Evaluate = new EvaluationPlan(),
                Learner = new Adversarial
                {
                    Network = new Seedling(),
                    Objective = new SquaredHinge(),
                    Penalties = [new LogitDecay { Weight = 0.01 }],
                    Schedule = new Warmup(),
                    GeneratorOptimizer = new Signs(),
                    DiscriminatorOptimizer = new Signs(),
                },
            },
            "2-D points: a heart", ""));
        DataFormat.Add(new DataFormat("heart-file", HeartFile.Recognize, path => new HeartFile { Path = path }));
        KnownSet.Add(new KnownSet(
            "heart-sizes", "http://garden.invalid/",
            [new KnownFile("large.heart", 4, "686513ed91231892fbf0c4e72acee20264caa8538e8389157a942a808dba6531")]));
        NamedFeatures.Add(new NamedFeatures("squares", (_, _) => new Squares()));
    }

    private sealed class Squares : FeatureNetwork
    {
        public override FeatureOrigin Origin { get; } = new("squares");

        protected override (Tensor Features, Tensor? Logits) Compute(Tensor samples)
        {
            Tensor flat = samples.flatten(1).to(ScalarType.Float32);
            return (torch.cat([flat, flat.square()], 1), null);
        }
    }
}
