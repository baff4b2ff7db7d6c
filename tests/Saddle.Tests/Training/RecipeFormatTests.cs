using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Training;

namespace Saddle.Tests.Training;

/// <summary>Files of format 1, word for word as the program wrote them then, mean what their nested form means.</summary>
public sealed class RecipeFormatTests
{
    private const string FlatGame = """
        {
          "format": 1,
          "made_with": {
            "saddle": "0.1.0",
            "libtorch": "1.13.0",
            "blas": "openblas"
          },
          "name": "penalties",
          "batch": 8,
          "images": 48,
          "discriminator_steps": 3,
          "average_half_life_images": 16,
          "schedule": "linear",
          "gradient_clip": 0,
          "instance_noise": 0,
          "instance_noise_images": 0,
          "feature_matching": 0,
          "historical_averaging": 0,
          "packing": 1,
          "horizontal_flip": false,
          "augmentation": "",
          "seed": 0,
          "log_every_steps": 1,
          "sample_every_images": 1000000,
          "sample_count": 4,
          "checkpoint_every_images": 1000000,
          "keep_checkpoints": 2,
          "device": "cpu",
          "threads": 1,
          "data": {
            "name": "shapes",
            "size": 16,
            "count": 24,
            "objects": 2,
            "split": "train",
            "seed": 0
          },
          "learner": {
            "name": "adversarial"
          },
          "network": {
            "name": "dcgan",
            "size": 16,
            "channels": 0,
            "latent": 4,
            "generator_width": 2,
            "discriminator_width": 2,
            "maximum_width": 1024,
            "discriminator_normalization": "none",
            "minibatch": "none"
          },
          "conditioning": {
            "name": "none"
          },
          "objective": {
            "name": "wasserstein"
          },
          "generator_optimizer": {
            "name": "rmsprop",
            "learning_rate": 5E-05,
            "decay": 0.99,
            "epsilon": 1E-08
          },
          "discriminator_optimizer": {
            "name": "sgd",
            "learning_rate": 0.01,
            "momentum": 0.5
          },
          "evaluate": {
            "every_images": 0,
            "metrics": "fid,precision-recall",
            "count": 10000,
            "features": "auto",
            "best": "fid"
          },
          "gradient_penalty": {
            "weight": 5,
            "interval": 1,
            "centre": 1,
            "one_sided": true
          },
          "r1": {
            "weight": 0.5,
            "interval": 2
          },
          "r2": {
            "weight": 0.25,
            "interval": 1
          },
          "dragan": {
            "weight": 2,
            "interval": 3
          },
          "lecam": {
            "weight": 0.3,
            "interval": 1,
            "decay": 0.9
          },
          "weight_clipping": {
            "bound": 0.05
          },
          "spectral_normalization": {
            "enabled": false
          }
        }
        """;

    private const string NestedGame = """
        {
          "format": 2,
          "name": "penalties", "batch": 8, "images": 48, "horizontal_flip": false, "seed": 0, "log_every_steps": 1,
          "sample_every_images": 1000000, "sample_count": 4, "checkpoint_every_images": 1000000, "keep_checkpoints": 2,
          "device": "cpu", "threads": 1,
          "data": { "name": "shapes", "size": 16, "count": 24, "objects": 2, "split": "train", "seed": 0 },
          "learner": {
            "name": "adversarial",
            "average_half_life_images": 16, "schedule": "linear", "gradient_clip": 0, "historical_averaging": 0,
            "discriminator_steps": 3, "instance_noise": 0, "instance_noise_images": 0, "feature_matching": 0, "packing": 1,
            "augmentation": "",
            "generator_optimizer": { "name": "rmsprop", "learning_rate": 5E-05, "decay": 0.99, "epsilon": 1E-08 },
            "network": {
              "name": "dcgan", "size": 16, "channels": 0, "latent": 4, "generator_width": 2, "discriminator_width": 2,
              "maximum_width": 1024, "discriminator_normalization": "none", "minibatch": "none"
            },
            "discriminator_optimizer": { "name": "sgd", "learning_rate": 0.01, "momentum": 0.5 },
            "conditioning": { "name": "none" },
            "objective": { "name": "wasserstein" },
            "gradient_penalty": { "weight": 5, "interval": 1, "centre": 1, "one_sided": true },
            "r1": { "weight": 0.5, "interval": 2 },
            "r2": { "weight": 0.25, "interval": 1 },
            "dragan": { "weight": 2, "interval": 3 },
            "lecam": { "weight": 0.3, "interval": 1, "decay": 0.9 },
            "weight_clipping": { "bound": 0.05 },
            "spectral_normalization": { "enabled": false }
          },
          "evaluate": { "every_images": 0, "metrics": "fid,precision-recall", "count": 10000, "features": "auto", "best": "fid" }
        }
        """;

    // Without the keys that a flow does not look at: network, objective, penalties...
    private const string FlatFlow = """
        {
          "format": 1,
          "made_with": {
            "saddle": "0.1.0",
            "libtorch": "1.13.0",
            "blas": "openblas"
          },
          "name": "flow",
          "batch": 8,
          "images": 96,
          "average_half_life_images": 16,
          "schedule": "cosine",
          "gradient_clip": 20,
          "historical_averaging": 0,
          "horizontal_flip": false,
          "seed": 0,
          "log_every_steps": 1,
          "sample_every_images": 1000000,
          "sample_count": 4,
          "checkpoint_every_images": 1000000,
          "keep_checkpoints": 2,
          "device": "cpu",
          "threads": 1,
          "data": {
            "name": "swiss-roll",
            "noise": 0.05
          },
          "learner": {
            "name": "flow",
            "couplings": 2,
            "width": 8,
            "hidden_layers": 2,
            "size": 28
          },
          "generator_optimizer": {
            "name": "adam",
            "learning_rate": 0.001,
            "beta1": 0.9,
            "beta2": 0.999,
            "epsilon": 1E-08
          },
          "evaluate": {
            "every_images": 0,
            "metrics": "modes,sliced-wasserstein",
            "count": 2500,
            "features": "pixels",
            "best": ""
          }
        }
        """;

    private const string NestedFlow = """
        {
          "format": 2,
          "name": "flow", "batch": 8, "images": 96, "horizontal_flip": false, "seed": 0, "log_every_steps": 1,
          "sample_every_images": 1000000, "sample_count": 4, "checkpoint_every_images": 1000000, "keep_checkpoints": 2,
          "device": "cpu", "threads": 1,
          "data": { "name": "swiss-roll", "noise": 0.05 },
          "learner": {
            "name": "flow",
            "average_half_life_images": 16, "schedule": "cosine", "gradient_clip": 20, "historical_averaging": 0,
            "couplings": 2, "width": 8, "hidden_layers": 2, "size": 28,
            "generator_optimizer": { "name": "adam", "learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1E-08 }
          },
          "evaluate": {
            "every_images": 0, "metrics": "modes,sliced-wasserstein", "count": 2500, "features": "pixels", "best": ""
          }
        }
        """;

    private const string FlatCycle = """
        {
          "format": 1,
          "name": "cyclegan",
          "batch": 8,
          "images": 96,
          "average_half_life_images": 16,
          "schedule": "linear",
          "gradient_clip": 0,
          "historical_averaging": 0,
          "horizontal_flip": false,
          "seed": 0,
          "log_every_steps": 1,
          "sample_every_images": 1000000,
          "sample_count": 4,
          "checkpoint_every_images": 1000000,
          "keep_checkpoints": 2,
          "device": "cpu",
          "threads": 1,
          "data": {
            "name": "unpaired",
            "path": "pictures/unpaired",
            "fit": "crop",
            "background": "white",
            "direction": "a-to-b",
            "seed": 0
          },
          "learner": {
            "name": "cyclegan",
            "cycle": 10,
            "identity": 5,
            "history": 4
          },
          "network": {
            "name": "cyclegan",
            "size": 8,
            "channels": 0,
            "generator_width": 2,
            "discriminator_width": 2,
            "blocks": 1,
            "discriminator_normalization": "instance",
            "patch": 16
          },
          "objective": {
            "name": "least-squares",
            "coding": "custom",
            "a": 0,
            "b": 1,
            "c": 1
          },
          "generator_optimizer": {
            "name": "adam",
            "learning_rate": 0.0002,
            "beta1": 0.5,
            "beta2": 0.999,
            "epsilon": 1E-08
          },
          "discriminator_optimizer": {
            "name": "adam",
            "learning_rate": 0.0002,
            "beta1": 0.5,
            "beta2": 0.999,
            "epsilon": 1E-08
          },
          "evaluate": {
            "every_images": 0,
            "metrics": "fid,precision-recall",
            "count": 10000,
            "features": "auto",
            "best": "fid"
          }
        }
        """;

    // What the three files have alike.
    private static readonly Recipe s_short = new()
    {
        Batch = 8,
        Images = 96,
        LatentNumbers = LatentNumbers.Mt19937,
        LogEverySteps = 1,
        SampleEveryImages = 1_000_000,
        SampleCount = 4,
        CheckpointEveryImages = 1_000_000,
        Device = "cpu",
        Deterministic = false,
        Tf32 = Tf32.Convolutions,
        Threads = 1,
        Evaluate = new EvaluationPlan(),
    };

    private static readonly Recipe s_game = s_short with
    {
        Name = "penalties",
        Images = 48,
        Data = new Shapes { Size = 16, Count = 24 },
        Learner = new Adversarial
        {
            DiscriminatorSteps = 3,
            AverageHalfLifeImages = 16,
            AverageWarmup = AverageWarmup.None,
            PackingCounts = PackingCount.Samples,
            Schedule = LearningRateSchedule.Linear,
            Network = new Dcgan
            {
                Size = 16, Latent = 4, GeneratorWidth = 2, DiscriminatorWidth = 2,
                DiscriminatorNormalization = Normalization.None,
            },
            Objective = new Wasserstein(),
            GeneratorOptimizer = new RmsPropChoice { LearningRate = 5e-5 },
            DiscriminatorOptimizer = new SgdChoice { LearningRate = 0.01, Momentum = 0.5 },
            Penalties =
            [
                new GradientPenalty { Weight = 5, OneSided = true },
                new R1 { Weight = 0.5, Interval = 2 },
                new R2 { Weight = 0.25 },
                new Dragan { Weight = 2, Interval = 3 },
                new LeCam { Weight = 0.3, Decay = 0.9 },
            ],
            Constraints = [new WeightClipping { Bound = 0.05 }],
        },
    };

    private static readonly Recipe s_flow = s_short with
    {
        Name = "flow",
        Data = new SwissRoll(),
        Evaluate = new EvaluationPlan { Metrics = "modes,sliced-wasserstein", Count = 2_500, Features = "pixels", Best = "" },
        Learner = new Flow
        {
            Couplings = 2,
            Width = 8,
            AverageHalfLifeImages = 16,
            AverageWarmup = AverageWarmup.None,
            Schedule = LearningRateSchedule.Cosine,
            GradientClip = 20,
            GeneratorOptimizer = new AdamChoice { LearningRate = 1e-3, Beta1 = 0.9 },
        },
    };

    private static readonly Recipe s_cycle = s_short with
    {
        Name = "cyclegan",
        Data = new UnpairedSource { Path = "pictures/unpaired", Jpeg = JpegSize.Full },
        Learner = new CycleConsistency
        {
            History = 4,
            AverageHalfLifeImages = 16,
            AverageWarmup = AverageWarmup.None,
            Schedule = LearningRateSchedule.Linear,
            Network = new CycleGan { Size = 8, GeneratorWidth = 2, DiscriminatorWidth = 2, Blocks = 1, Patch = 16 },
            Objective = new LeastSquares { A = 0, B = 1, C = 1 },
        },
    };

    [Fact]
    public void A_game_of_format_1_is_read_as_its_nested_form()
    {
        Recipe read = RecipeJson.Read(FlatGame, "recipe.json");
        Assert.Equal(s_game, read);
        Assert.Equal(RecipeJson.Read(NestedGame, "recipe.json"), read);
    }

    [Fact]
    public void A_learner_without_unused_keys_of_format_1_is_read_as_its_nested_form()
    {
        Recipe read = RecipeJson.Read(FlatFlow, "recipe.json");
        Assert.Equal(s_flow, read);
        Assert.Equal(RecipeJson.Read(NestedFlow, "recipe.json"), read);
    }

    [Fact]
    public void A_learner_that_shares_the_network_and_the_objective_is_read_from_format_1()
        => Assert.Equal(s_cycle, RecipeJson.Read(FlatCycle, "recipe.json"));

    [Theory, InlineData("game"), InlineData("flow"), InlineData("cycle")]
    public void What_was_read_from_format_1_is_written_in_todays_format_with_every_value(string name)
    {
        string flat = name switch { "game" => FlatGame, "flow" => FlatFlow, _ => FlatCycle };
        Recipe read = RecipeJson.Read(flat, "recipe.json");
        string written = RecipeJson.Write(read);
        Assert.Contains("\"format\": 6", written, StringComparison.Ordinal);
        Assert.Equal(read, RecipeJson.Read(written, "recipe.json"));
        // Format 1 wrote out everything that the learner looked at then, so nothing came from defaults.
        SortedDictionary<string, string> expected = Values(flat), found = Values(written);
        // But for what was a text and is a component's name now, and what there was not.
        expected["schedule.name"] = expected["schedule"];
        expected.Remove("schedule");
        Assert.Equal(expected.Keys, found.Keys.Intersect(expected.Keys));
        Assert.All(expected, pair => Assert.Equal(pair.Value, found[pair.Key]));
        Assert.Equal(s_newer[name].Order(StringComparer.Ordinal), found.Keys.Except(expected.Keys));
    }

    private static readonly string[] s_newerOfAll =
        ["cuda_graphs", "deterministic", "from", "from_digest", "latent_numbers", "micro_batch", "precision", "tf32"];
    private static readonly string[] s_newerOfPlayers =
        [.. s_newerOfAll, "average_warmup", "generator_optimizer.final_beta2"];

    // What has been added since, and means by its default, or by RecipeHistory, what the program did then.
    private static readonly Dictionary<string, string[]> s_newer = new()
    {
        ["game"] =
        [
            .. s_newerOfAll, "average_warmup", "fresh_fakes", "frozen_layers", "boost_steps",
            "boost_first", "boost_interval", "simultaneous", "packing_counts",
            "augmentation_probability", "augmentation_rises", "network.latent_distribution", "schedule.final", "schedule.images",
            "schedule.start", "orthonormal_weights.enabled",
            .. Penalty.All.Own().Select(entry => $"{entry.Name.Replace('-', '_')}.final_share"),
        ],
        ["flow"] = [.. s_newerOfPlayers, "schedule.final", "schedule.images", "schedule.start"],
        ["cycle"] =
        [
            .. s_newerOfPlayers, "discriminator_optimizer.final_beta2", "adversarial", "schedule.final", "schedule.images",
            "schedule.start", "data.jpeg",
        ],
    };

    // Every path that ends in a value, as format 1 has it, with the value.
    private static SortedDictionary<string, string> Values(string json)
    {
        using var document = JsonDocument.Parse(json);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(document.RootElement, "");
        values.Remove("format");
        return values;

        void Add(JsonElement element, string prefix)
        {
            foreach (JsonProperty property in element.EnumerateObject().Where(property => property.Name != "made_with"))
            {
                string path = prefix + property.Name;
                if (property.Value.ValueKind == JsonValueKind.Object)
                {
                    Add(property.Value, path + ".");
                }
                else
                {
                    values.Add(RecipeFields.Short(path), property.Value.GetRawText());
                }
            }
        }
    }
}
