using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Data.Synthetic;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Objectives;
using Saddle.Optimizers;
using Saddle.Penalties;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

public sealed class RecipeFieldsTests
{
    public static TheoryData<string, string, object> Changes => new()
    {
        { "name", "mine", "mine" },
        { "batch", "128", 128L },
        { "images", "1000000000000", 1_000_000_000_000L },
        { "discriminator_steps", "5", 5L },
        { "frozen_layers", "3", 3L },
        { "from", "runs/dcgan-001@200", "runs/dcgan-001@200" },
        { "from_digest", "abc", "abc" },
        { "average_half_life_images", "0", 0.0 },
        { "average_warmup", "none", "none" },
        { "schedule.name", "cosine", "cosine" },
        { "boost_steps", "100", 100L },
        { "boost_first", "30", 30L },
        { "boost_interval", "400", 400L },
        { "simultaneous", "true", true },
        { "gradient_clip", "1.5", 1.5 },
        { "fresh_fakes", "true", true },
        { "instance_noise", "0.1", 0.1 },
        { "instance_noise_images", "5000", 5000L },
        { "feature_matching", "2", 2.0 },
        { "historical_averaging", "0.01", 0.01 },
        { "packing", "2", 2L },
        { "packing_counts", "samples", "samples" },
        { "augmentation_probability", "0.55", 0.55 },
        { "augmentation_rises", "true", true },
        { "horizontal_flip", "true", true },
        { "latent_numbers", "mt19937", "mt19937" },
        { "augmentation", "colour,cutout", "colour,cutout" },
        { "gradient_penalty.weight", "10", 10.0 },
        { "gradient_penalty.interval", "2", 2L },
        { "gradient_penalty.final_share", "0.1", 0.1 },
        { "gradient_penalty.centre", "0", 0.0 },
        { "gradient_penalty.one_sided", "true", true },
        { "r1.weight", "10", 10.0 },
        { "r1.interval", "16", 16L },
        { "r1.final_share", "0.1", 0.1 },
        { "r2.weight", "10", 10.0 },
        { "r2.interval", "16", 16L },
        { "r2.final_share", "0.1", 0.1 },
        { "dragan.weight", "10", 10.0 },
        { "dragan.interval", "4", 4L },
        { "dragan.final_share", "10", 10.0 },
        { "lecam.weight", "0.3", 0.3 },
        { "lecam.interval", "4", 4L },
        { "lecam.final_share", "0", 0.0 },
        { "lecam.decay", "0.9", 0.9 },
        { "weight_clipping.bound", "0.01", 0.01 },
        { "spectral_normalization.enabled", "true", true },
        { "orthonormal_weights.enabled", "true", true },
        { "objective.label_smoothing", "0.1", 0.1 },
        { "network.discriminator_normalization", "none", "none" },
        { "network.minibatch", "deviation", "deviation" },
        { "seed", "9223372036854775807", long.MaxValue },
        { "log_every_steps", "7", 7L },
        { "sample_every_images", "77", 77L },
        { "sample_count", "9", 9L },
        { "checkpoint_every_images", "123", 123L },
        { "keep_checkpoints", "4", 4L },
        { "device", "cuda:1", "cuda:1" },
        { "deterministic", "false", false },
        { "cuda_graphs", "false", false },
        { "tf32", "convolutions", "convolutions" },
        { "precision", "bf16", "bf16" },
        { "micro_batch", "16", 16L },
        { "threads", "3", 3L },
        { "data.split", "test", "test" },
        { "data.name", "ring", "ring" },
        { "network.size", "128", 128L },
        { "network.channels", "3", 3L },
        { "network.latent", "64", 64L },
        { "network.latent_distribution", "uniform", "uniform" },
        { "network.generator_width", "32", 32L },
        { "network.discriminator_width", "16", 16L },
        { "network.maximum_width", "256", 256L },
        { "network.name", "mlp", "mlp" },
        { "conditioning.name", "cgan", "cgan" },
        { "evaluate.every_images", "1000", 1_000L },
        { "evaluate.metrics", "fid,kid", "fid,kid" },
        { "evaluate.count", "500", 500L },
        { "evaluate.features", "pixels", "pixels" },
        { "evaluate.best", "", "" },
        { "objective.name", "least-squares", "least-squares" },
        { "generator_optimizer.name", "sgd", "sgd" },
        { "generator_optimizer.learning_rate", "1e-3", 1e-3 },
        { "generator_optimizer.beta1", "0.25", 0.25 },
        { "generator_optimizer.beta2", "0.75", 0.75 },
        { "generator_optimizer.final_beta2", "0.99", 0.99 },
        { "generator_optimizer.epsilon", "1e-5", 1e-5 },
        { "discriminator_optimizer.name", "rmsprop", "rmsprop" },
        { "discriminator_optimizer.learning_rate", "4e-4", 4e-4 },
        { "discriminator_optimizer.beta1", "0.125", 0.125 },
        { "discriminator_optimizer.beta2", "0.5", 0.5 },
        { "discriminator_optimizer.final_beta2", "0.99", 0.99 },
        { "discriminator_optimizer.epsilon", "0", 0.0 },
    };

    [Theory, MemberData(nameof(Changes))]
    public void A_text_changes_a_value_and_nothing_else(string path, string text, object expected)
    {
        Recipe changed = RecipeFields.With(Recipes.Dcgan, [(path, text)]);
        Dictionary<string, object> before = Values(Recipes.Dcgan), after = Values(changed);
        string full = before.ContainsKey(path) ? path : $"learner.{path}";
        Assert.NotEqual(expected, before[full]);
        Assert.Equal(expected, after[full]);
        if (!path.EndsWith(".name", StringComparison.Ordinal))
        {
            before[full] = expected;
            Assert.Equal(before, after);
        }
        Assert.Equal(changed, RecipeJson.Read(RecipeJson.Write(changed), "recipe.json"));
        Assert.Equal(after, Values(RecipeJson.Read(RecipeJson.Write(changed), "recipe.json")));
    }

    [Theory, MemberData(nameof(Changes))]
    public void A_path_with_learner_before_it_means_the_same_as_without(string path, string text, object expected)
    {
        string full = Values(Recipes.Dcgan).ContainsKey(path) ? path : $"learner.{path}";
        Recipe changed = RecipeFields.With(Recipes.Dcgan, [(full, text)]);
        Assert.Equal(expected, Values(changed)[full]);
        Assert.Equal(RecipeFields.With(Recipes.Dcgan, [(path, text)]), changed);
        Assert.Equal(path, RecipeFields.Short(full));
    }

    [Fact]
    public void Every_value_of_the_default_recipe_is_tried_above()
        => Assert.Equal(
            // Another learner looks at other values, so it changes more than its name.
            RecipeFields.Flatten(Recipes.Dcgan).Select(entry => RecipeFields.Short(entry.Path))
                .Where(path => path != "learner.name").Order(StringComparer.Ordinal),
            Changes.Select(change => change.Data.Item1).Order(StringComparer.Ordinal));

    [Fact]
    public void The_last_of_a_short_and_a_whole_path_counts()
    {
        Assert.Equal(3, RecipeFields.With(Recipes.Dcgan, [("packing", 2L), ("learner.packing", 3L)]).Game().Packing);
        Assert.Equal(2, RecipeFields.With(Recipes.Dcgan, [("learner.packing", 3L), ("packing", 2L)]).Game().Packing);
        Recipe recipe = RecipeFields.With(Recipes.Dcgan, [("learner.objective.name", "least-squares"), ("objective.b", "3")]);
        Assert.Equal(new LeastSquares { B = 3 }, recipe.Game().Objective);
    }

    [Theory]
    [InlineData("objective", "hinge")]
    [InlineData("learner.objective", "hinge")]
    [InlineData("schedule", "cosine")]
    [InlineData("network", "mlp")]
    [InlineData("generator_optimizer", "sgd")]
    [InlineData("data", "ring")]
    [InlineData("learner", "flow")]
    public void A_text_given_to_a_section_is_its_components_name(string path, string name)
    {
        Recipe recipe = RecipeFields.With(Recipes.Dcgan, [(path, name)]);
        Assert.NotEqual(Recipes.Dcgan, recipe);
        Assert.Equal(RecipeFields.With(Recipes.Dcgan, [($"{path}.name", name)]), recipe);
    }

    [Fact]
    public void A_name_goes_with_settings_of_what_it_names_in_any_order_and_the_last_name_counts()
    {
        Recipe recipe = RecipeFields.With(Recipes.Dcgan, [("objective.b", "3"), ("objective", "least-squares")]);
        Assert.Equal(new LeastSquares { B = 3 }, recipe.Game().Objective);
        Assert.IsType<Hinge>(RecipeFields.With(recipe, [("objective", "minimax"), ("objective.name", "hinge")]).Game().Objective);
        Assert.IsType<Minimax>(
            RecipeFields.With(recipe, [("objective.name", "hinge"), ("objective", "minimax")]).Game().Objective);
        // What the other learner has is known, whichever way it is named.
        Assert.Equal(
            RecipeFields.With(Recipes.Dcgan, [("learner.name", "flow"), ("couplings", "3")]),
            RecipeFields.With(Recipes.Dcgan, [("learner", "flow"), ("couplings", "3")]));
    }

    [Fact]
    public void A_text_that_is_no_name_of_the_sections_kind_is_told_with_the_nearest()
    {
        string[] problems = [.. Assert.Throws<RecipeException>(() => RecipeFields.With(
            Recipes.Dcgan, [("schedule", "lineer"), ("objective", "least-sqares")])).Problems];
        Assert.Equal(
            [
                "learner adversarial: schedule.name: unknown schedule 'lineer': did you mean linear? "
                + $"Known: {string.Join(", ", LearningRateSchedule.All.Names)}.",
                "learner adversarial: objective.name: unknown objective 'least-sqares': did you mean least-squares? "
                + $"Known: {string.Join(", ", Objective.All.Names)}.",
            ],
            problems);
    }

    [Fact]
    public void Another_learner_lists_what_it_looks_at_and_is_read_back()
    {
        Recipe flow = RecipeFields.With(Recipes.Dcgan, [("learner.name", "flow")]);
        Assert.DoesNotContain(
            RecipeFields.Flatten(flow), entry => entry.Path.StartsWith("learner.objective.", StringComparison.Ordinal));
        Assert.Contains(RecipeFields.Flatten(flow), entry => entry.Path == "learner.couplings");
        Assert.Equal(flow, RecipeJson.Read(RecipeJson.Write(flow), "recipe.json"));
        Assert.IsType<Flow>(RecipeJson.Read(RecipeJson.Write(flow), "recipe.json").Learner);
    }

    [Fact]
    public void Another_learner_keeps_what_it_has_in_common_with_the_one_before()
    {
        Adversarial game = Recipes.Dcgan.Game() with
        {
            Network = new Mlp { Latent = 3 },
            GeneratorOptimizer = new SgdChoice { LearningRate = 0.25 },
            DiscriminatorOptimizer = new RmsPropChoice { LearningRate = 0.125 },
            Objective = new LeastSquares { A = -1, B = 1, C = 0 },
            AverageHalfLifeImages = 123,
            Schedule = LearningRateSchedule.Cosine,
            GradientClip = 2,
            HistoricalAveraging = 0.5,
            Packing = 2,
            DiscriminatorSteps = 3,
            Penalties = [new R1 { Weight = 1 }],
        };
        Recipe recipe = Recipes.Dcgan with { Learner = game, Batch = 32 };

        Assert.Equal(
            recipe with
            {
                Learner = new Ebgan
                {
                    Network = game.Network,
                    GeneratorOptimizer = game.GeneratorOptimizer,
                    DiscriminatorOptimizer = game.DiscriminatorOptimizer,
                    AverageHalfLifeImages = 123,
                    Schedule = LearningRateSchedule.Cosine,
                    GradientClip = 2,
                    HistoricalAveraging = 0.5,
                    Margin = 2,
                },
            },
            RecipeFields.With(recipe, [("learner.name", "ebgan"), ("margin", "2")]));
        Assert.Equal(
            recipe with
            {
                Learner = new CycleConsistency
                {
                    Network = new Mlp { Latent = 5 },
                    GeneratorOptimizer = game.GeneratorOptimizer,
                    DiscriminatorOptimizer = game.DiscriminatorOptimizer,
                    Objective = game.Objective,
                    AverageHalfLifeImages = 123,
                    Schedule = LearningRateSchedule.Cosine,
                    GradientClip = 2,
                    HistoricalAveraging = 0.5,
                },
            },
            RecipeFields.With(recipe, [("learner.name", "cyclegan"), ("network.latent", "5")]));
        Assert.Equal(
            recipe with
            {
                Learner = new Mixture
                {
                    GeneratorOptimizer = game.GeneratorOptimizer,
                    AverageHalfLifeImages = 123,
                    Schedule = LearningRateSchedule.Cosine,
                    GradientClip = 2,
                    HistoricalAveraging = 0.5,
                },
            },
            RecipeFields.With(recipe, [("learner.name", "mixture")]));
        // The same learner again keeps everything.
        Assert.Equal(recipe, RecipeFields.With(recipe, [("learner.name", "adversarial")]));
    }

    [Theory]
    [InlineData("flow", "network.latent")]
    [InlineData("flow", "objective.name")]
    [InlineData("mixture", "discriminator_optimizer.learning_rate")]
    [InlineData("mixture", "couplings")]
    [InlineData("vae", "discriminator_steps")]
    [InlineData("cyclegan", "conditioning.name")]
    [InlineData("ebgan", "r1.weight")]
    [InlineData("began", "margin")]
    [InlineData("adversarial", "gamma")]
    public void A_key_that_the_learner_does_not_look_at_is_refused_with_its_name(string learner, string path)
    {
        Assert.Equal($"{path}: learner {learner} does not look at it.", Message(path));
        Assert.StartsWith($"learner {learner}: unknown setting '{path}'", Message($"learner.{path}"), StringComparison.Ordinal);

        string Message(string typed) => Assert.Throws<RecipeException>(
            () => RecipeFields.With(Recipes.Dcgan, [("learner.name", learner), (typed, "1")])).Message;
    }

    [Fact]
    public void Every_problem_is_told_at_once_with_the_nearest_names()
    {
        RecipeException error = Assert.Throws<RecipeException>(() => RecipeFields.With(Recipes.Dcgan,
        [
            ("btach", "64"), ("batch", "many"), ("images", "0"), ("log_every_steps", "1.5"), ("r1", "5"), ("evaluate", "fid"),
            ("device", "gpu"),
            ("objective.name", "least-sqares"), ("network.size", "48"), ("data.splt", "test"),
            ("generator_optimizer.learning_rate", "-1"), ("discriminator_optimizer.name", "sgd"),
            ("discriminator_optimizer.beta1", "0.5"),
        ]));
        Assert.Equal(
            [
                "unknown key 'btach': did you mean batch?",
                "batch must be a whole number from 2 to 65536, but is \"many\".",
                "images must be a whole number from 1 to 1000000000000, but is 0.",
                "log_every_steps must be a whole number, at least 1, but is 1.5.",
                "data fashion-mnist: unknown setting 'splt': did you mean split? Known: split.",
                "learner adversarial: generator_optimizer adam: learning_rate must be a number from 0 to 10, but is -1.",
                "learner adversarial: discriminator_optimizer sgd: unknown setting 'beta1'. Known: learning_rate, momentum.",
                "learner adversarial: objective.name: unknown objective 'least-sqares': did you mean least-squares? "
                + $"Known: {string.Join(", ", Objective.All.Names)}.",
                "learner adversarial: r1 is a section: set one of its settings, but it is \"5\".",
                "evaluate is a section: set one of its settings, but it is \"fid\".",
                "learner adversarial: network dcgan: size must be a power of two (16, 32, 64, 128 or 256), but is 48.",
                "device: 'gpu' is not a device: expected auto, cpu, cuda or cuda:N.",
            ],
            error.Problems);
        Assert.Equal(string.Join(Environment.NewLine, error.Problems), error.Message);
    }

    [Fact]
    public void An_unknown_key_that_is_near_nothing_is_told_with_all_keys()
    {
        string problem = Assert.Single(Assert.Throws<RecipeException>(
            () => RecipeFields.With(Recipes.Dcgan, [("perceptual_path_length_weight", 1L)])).Problems);
        Assert.StartsWith("unknown key 'perceptual_path_length_weight'; known keys: name, batch, images, ", problem);
    }

    [Fact]
    public void A_component_without_settings_says_so()
        => Assert.Equal(
            "learner adversarial: objective hinge: there is no setting 'a' here, nor any other.",
            Assert.Throws<RecipeException>(
                () => RecipeFields.With(Recipes.Dcgan, [("objective.name", "hinge"), ("objective.a", "1")])).Message);

    [Fact]
    public void Naming_another_component_starts_from_its_defaults()
    {
        Recipe recipe = RecipeFields.With(Recipes.Dcgan, [("generator_optimizer.learning_rate", "0.5"), ("network.latent", "7")]);
        Recipe other = RecipeFields.With(
            recipe, [("generator_optimizer.name", "rmsprop"), ("network.name", "mlp"), ("network.latent", "5")]);
        Assert.Equal(new RmsPropChoice(), other.Game().GeneratorOptimizer);
        Assert.Equal(5e-5, other.Game().GeneratorOptimizer["learning_rate"]);
        Assert.Equal(new Mlp { Latent = 5 }, other.Network());
        Assert.Equal(("mlp", 5L, 128L), (other.Network().Name, other.Network()["latent"], other.Network()["generator_width"]));
        // The same name again keeps what was set.
        Recipe same = RecipeFields.With(recipe, [("generator_optimizer.name", "adam"), ("network.size", "64")]);
        Assert.Equal(0.5, same.Game().GeneratorOptimizer["learning_rate"]);
        Assert.Equal(7L, same.Network()["latent"]);
        Assert.Equal(64L, same.Network()["size"]);
    }

    [Fact]
    public void The_last_of_equal_paths_counts_and_order_does_not_matter_otherwise()
    {
        Recipe recipe = RecipeFields.With(Recipes.Dcgan,
            [("objective.b", "3"), ("batch", "8"), ("objective.name", "least-squares"), ("batch", "16")]);
        Assert.Equal(16, recipe.Batch);
        Assert.Equal(3.0, recipe.Game().Objective["b"]);
    }

    [Fact]
    public void Recipes_are_changed_in_code_by_with_expressions()
    {
        Recipe recipe = Recipes.Dcgan.WithLearner<Adversarial>(game => game with
        {
            Objective = new LeastSquares { A = 0, B = 1, C = 1 },
        }) with { Data = "grid", Images = 500_000 };
        Assert.IsType<Grid>(recipe.Data);
        Assert.Equal(500_000 / 64 + 1, recipe.Steps);
        Assert.Equal(Values(recipe), Values(RecipeJson.Read(RecipeJson.Write(recipe), "recipe.json")));
        Assert.Equal(recipe, RecipeJson.Read(RecipeJson.Write(recipe), "recipe.json"));
        Assert.IsType<NonSaturating>(Recipes.Dcgan.Game().Objective);
    }

    [Fact]
    public void A_learner_that_the_recipe_does_not_have_is_not_changed()
        => Assert.Equal(
            "The learner of recipe flow is flow; it cannot be changed as if it were Adversarial.",
            Assert.Throws<InputException>(
                () => Recipes.Find("flow").WithLearner<Adversarial>(game => game with { Packing = 2 })).Message);

    [Fact]
    public void What_a_learner_has_in_common_with_others_is_changed_whichever_it_is()
    {
        Recipe recipe = Recipes.Find("vae").WithLearner<PlayerChoice>(player => player with { GradientClip = 3 });
        Assert.Equal(((VariationalAutoencoder)Recipes.Find("vae").Learner) with { GradientClip = 3 }, recipe.Learner);
    }

    [Fact]
    public void A_recipe_made_in_code_is_checked_before_it_is_used()
    {
        Recipe recipe = Recipes.Dcgan.WithLearner<Adversarial>(game => game with
        {
            DiscriminatorSteps = 0,
            GeneratorOptimizer = new AdamChoice { LearningRate = -1 },
        }) with { Batch = 1, Images = 0, Seed = -1, Data = new Ring { Modes = 0 } };
        RecipeException error = Assert.Throws<RecipeException>(() => RunPlan.Of(recipe));
        Assert.Equal(
            [
                "batch must be a whole number from 2 to 65536, but is 1.",
                "images must be a whole number from 1 to 1000000000000, but is 0.",
                "seed must be a whole number, at least 0, but is -1.",
                "data ring: modes must be a whole number from 1 to 10000, but is 0.",
                "learner adversarial: generator_optimizer adam: learning_rate must be a number from 0 to 10, but is -1.",
                "learner adversarial: discriminator_steps must be a whole number from 1 to 1000, but is 0.",
            ],
            error.Problems);
        Assert.Equal(
            [
                "name must be one that a folder can have, without slashes, but is \"my/gan\".",
                "device: 'gpu' is not a device: expected auto, cpu, cuda or cuda:N.",
            ],
            Assert.Throws<RecipeException>(() => RunPlan.Of(Recipes.Dcgan with { Name = "my/gan", Device = "gpu" })).Problems);
    }

    [Fact]
    public void An_unknown_recipe_is_refused_with_the_nearest()
        => Assert.StartsWith(
            "unknown recipe 'dcgan64': did you mean dcgan-64? Known: dcgan, dcgan-64, dcgan-upsample, lsgan,",
            Assert.Throws<InputException>(() => Recipes.Find("dcgan64")).Message);

    [Fact]
    public void The_recipe_that_is_listed_as_the_default_is()
    {
        Assert.Same(Recipes.Dcgan, Recipes.Find("dcgan"));
        Assert.Equal(new Recipe(), Recipes.Dcgan);
        Adversarial game = Recipes.Dcgan.Game();
        Assert.Equal(
            (typeof(FashionMnist), typeof(Dcgan), typeof(NonSaturating)),
            (Recipes.Dcgan.Data.GetType(), game.Network.GetType(), game.Objective.GetType()));
        Assert.Equal(
            (2e-4, 0.5, 0.999),
            (game.GeneratorOptimizer["learning_rate"], game.GeneratorOptimizer["beta1"], game.DiscriminatorOptimizer["beta2"]));
        Assert.Equal(["adam", "rmsprop", "sgd"], OptimizerChoice.All.OwnNames());
        Assert.Equal("dcgan", Network.All.Names[0]);
    }

    private static Dictionary<string, object> Values(Recipe recipe)
        => RecipeFields.Flatten(recipe).ToDictionary(entry => entry.Path, entry => entry.Value);
}
