using Saddle.Conditions;
using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;

namespace Saddle.Training;

/// <summary>The recipes that turn pictures into pictures.</summary>
internal static class PictureRecipes
{
    private static readonly Recipe s_pix2pix = Recipes.Dcgan with
    {
        Name = "pix2pix",
        Data = new GarmentEdges { Count = 5_000 },
        Batch = 4,
        Images = 750_000,
        Evaluate = new EvaluationPlan(),
        Learner = new Adversarial
        {
            Network = new Pix2Pix(),
            Conditioning = new PictureConditioning(),
            // As in the paper. An average of weights, with batch normalisation's average of other weights' statistics, draws too
            // dark and blurred while the weights still move.
            AverageHalfLifeImages = 0,
        },
    };

    private static readonly Recipe s_cycleGan = Recipes.Dcgan with
    {
        Name = "cyclegan",
        Data = new GarmentEdges { Count = 1_000, Paired = false },
        Batch = 2,
        Images = 200_000,
        Evaluate = new EvaluationPlan(),
        Learner = new CycleConsistency
        {
            Network = new CycleGan(),
            Objective = new LeastSquares { A = 0, B = 1, C = 1 },
            Adversarial = 2,
            Schedule = new LinearSchedule { Start = 0.5 },
        },
    };

    /// <summary>Their lines, in the order in which they are listed.</summary>
    internal static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new(s_pix2pix, "outlines to garments, from pairs, at 256x256", "arXiv:1611.07004, section 6.2",
            "garments for photographs of shoes; dropout and the batch's statistics in training only; no jitter"),
        new(Recipes.Adapted(s_pix2pix, "pix2pix-small", game => game with
            {
                Network = new Pix2Pix { Size = 28, GeneratorWidth = 24, DiscriminatorWidth = 24, Patch = 34 },
            }) with { Data = new GarmentEdges(), Batch = 16, Images = 30_000 },
            "the same at 28x28 with small networks", "arXiv:1611.07004",
            "28x28 instead of 256x256, a width of 24 instead of 64, four levels instead of eight, squares of 34 pixels, "
            + "batch 16: a few minutes on one core"),
        new(s_cycleGan, "outlines to garments and back, without pairs, at 256x256", "arXiv:1703.10593, section 7",
            "garments for the paper's photographs; batch 2 instead of 1; no jitter"),
        new(s_cycleGan.WithLearner<CycleConsistency>(learner => learner with
            {
                Network = new CycleGan { Size = 28, GeneratorWidth = 16, DiscriminatorWidth = 24, Blocks = 2, Patch = 34 },
            }) with { Name = "cyclegan-small", Data = new GarmentEdges { Paired = false }, Batch = 8, Images = 24_000 },
            "the same at 28x28 with small networks", "arXiv:1703.10593",
            "28x28 instead of 256x256, a width of 16 instead of 64, two blocks instead of nine, squares of 34 pixels, batch 8: "
            + "ten minutes on one core"),
    ];
}
