using Xunit;

namespace Saddle.Cli.Tests;

/// <summary>What <c>train</c> refuses: each with one clear message, exit code 2, and nothing written.</summary>
public sealed class BadInputTests(TrainedRuns runs) : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("unknown recipe 'rign': did you mean ring?", "rign")]
    [InlineData("unknown recipe 'dcgan-63': did you mean dcgan-64?", "dcgan-63")]
    [InlineData("unknown data 'rign': did you mean ring?", "--data", "rign")]
    [InlineData("objective.name: unknown objective 'minmax': did you mean minimax?", "ring", "--set", "objective.name=minmax")]
    [InlineData("network.name: unknown network 'mpl': did you mean mlp?", "ring", "--set", "network.name=mpl")]
    [InlineData(
        "generator_optimizer.name: unknown generator_optimizer 'adm': did you mean adam?", "ring", "--set",
        "generator_optimizer.name=adm")]
    [InlineData("unknown key 'btach': did you mean batch?", "ring", "--set", "btach=3")]
    [InlineData("unknown key 'netwrok.latent': did you mean network.latent?", "ring", "--set", "netwrok.latent=3")]
    [InlineData("network mlp: unknown setting 'hidden': did you mean hidden_layers?", "ring", "--set", "network.hidden=3")]
    [InlineData(
        "objective hinge: there is no setting 'a' here", "ring", "--set", "objective.name=hinge", "--set", "objective.a=1")]
    [InlineData("objective.name: unknown objective 'minmax': did you mean minimax?", "ring", "--set", "objective=minmax")]
    [InlineData("r1 is a section: set one of its settings, but it is \"5\"", "ring", "--set", "r1=5")]
    [InlineData("--data needs a value, but is empty: ", "ring", "--data", "")]
    [InlineData("--resume needs a value, but is empty: ", "--resume", "")]
    [InlineData("RECIPE is empty.", "")]
    [InlineData("--set batch: expected PATH=VALUE, such as --set batch=128", "ring", "--set", "batch")]
    [InlineData("--set =3: expected PATH=VALUE", "ring", "--set", "=3")]
    [InlineData("batch must be a whole number from 2 to 65536, but is 1.", "ring", "--set", "batch=1")]
    [InlineData("batch must be a whole number from 2 to 65536, but is 2.5.", "ring", "--set", "batch=2.5")]
    [InlineData("batch must be a whole number from 2 to 65536, but is \"many\".", "ring", "--set", "batch=many")]
    [InlineData("images must be a whole number from 1 to 1000000000000, but is 0.", "ring", "--set", "images=0")]
    [InlineData(", but is \"NaN\".", "ring", "--set", "generator_optimizer.learning_rate=NaN")]
    [InlineData("name must be one that a folder can have, without slashes, but is \"../x\".", "ring", "--set", "name=../x")]
    [InlineData("size must be a power of two (16, 32, 64, 128 or 256), but is 20.", "dcgan", "--set", "network.size=20")]
    [InlineData("network dcgan: size must be a whole number from 16 to 256, but is 512.", "dcgan", "--set", "network.size=512")]
    [InlineData("learner adversarial: objective least-squares: a and b are both 1, ", "lsgan", "--set", "objective.a=1")]
    [InlineData("--steps must be a whole number, at least 1, but is 0.", "ring", "--steps", "0")]
    [InlineData("--steps must be a whole number, at least 1, but is few.", "ring", "--steps", "few")]
    [InlineData(
        "--steps must be from 1 to 3906250000 for a batch of 256, but is 99999999999999999.", "ring", "--steps",
        "99999999999999999")]
    [InlineData("--threads must be a whole number from 0 to ", "ring", "--threads", "-1")]
    [InlineData("--seed must be a whole number, at least 0, but is -1.", "ring", "--seed", "-1")]
    [InlineData("'tpu' is not a device: expected auto, cpu, cuda or cuda:N.", "ring", "--device", "tpu")]
    [InlineData("nowhere.json: there is no such file; expected a recipe.json, or a recipe's name.", "nowhere.json")]
    [InlineData("nowhere: there is no such folder; a run's folder is expected", "--resume", "nowhere")]
    [InlineData("folder: not a run's folder: it holds no recipe.json.", "--resume", "folder")]
    public void A_wrong_word_or_value_is_named_with_what_would_be_right(string message, params string[] arguments)
    {
        Directory.CreateDirectory(_place.PathOf("folder"));
        string[] outFolder = arguments[0] == "--resume" ? [] : ["--out", "run"];
        _place.Saddle(["train", .. arguments, .. outFolder]).Refused(message);
        Assert.Equal(["folder"], Directory.EnumerateFileSystemEntries(_place.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_GPU_that_is_not_there_is_refused_with_what_to_do()
    {
        Finished finished = _place.Saddle("train", "ring", "--device", "cuda:63", "--out", "run");
        finished.Refused("device cuda:63 is not available");
        Assert.Empty(_place.Files());
    }

    [Fact]
    public void Several_problems_are_all_told_at_once()
    {
        Finished finished = _place.Saddle(
            "train", "ring", "--data", "sprial", "--set", "btach=3", "--set", "batch=1", "--set", "seed", "--set",
            "network.latent=0", "--set", "objective.name=wgan",
            "--device", "tpu", "--out", "run");
        string[] told = finished.Refused().Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(7, told.Length);
        foreach ((string part, string line)
            in (
                (string[])[
                    "did you mean spiral?", "--set seed:", "did you mean batch?", "batch must be", "latent must be",
                    "unknown objective 'wgan'", "'tpu'"])
                .Zip(told))
        {
            Assert.Contains(part, line);
        }
    }

    [Fact]
    public void A_recipe_file_is_checked_like_the_command_line_and_every_problem_names_the_file()
    {
        _place.Write("mine.json", """{ "batch": "x", "sede": 3, "objective": { "name": "q" }, "network": 3, "images": null }""");
        Finished finished = _place.Saddle("train", "mine.json", "--out", "run")
            .Refused(
                "batch must be", "unknown key 'sede': did you mean seed?", "network is a section", "images must be",
                "unknown objective 'q'");
        Assert.All(
            finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("mine.json: ", line));
        Assert.Equal(["mine.json"], _place.Files());
    }

    [Theory]
    [InlineData("""{ "batch": 3, """, "mine.json: not valid JSON (")]
    [InlineData("[1]", "mine.json: expected a JSON object, found Array.")]
    [InlineData("", "mine.json: not valid JSON (")]
    [InlineData(
        """{ "format": 8 }""",
        "mine.json: it was written by a newer Saddle (format 8); this one reads up to format 6: update Saddle.")]
    [InlineData("""{ "format": "x" }""", "mine.json: format must be a whole number from 1 to 6, but is \"x\".")]
    public void A_recipe_file_that_is_none_or_from_a_newer_version_is_refused(string text, string message)
    {
        _place.Write("mine.json", text);
        _place.Saddle("train", "mine.json", "--out", "run").Refused(message);
        Assert.Equal(["mine.json"], _place.Files());
    }

    [Fact]
    public void A_folder_that_holds_a_run_or_other_files_is_not_written_to()
    {
        _place.Write("full/letter.txt", "dear");
        _place.Write("file", "");
        string[] before = _place.Files();
        _place.Saddle("train", "ring", "--out", runs.Points)
            .Refused(
                $"{runs.Points}: it holds a run already; continue that, or choose another folder.\n",
                $"On the command line: ./saddle train --resume '{runs.Points}', or --out DIR\n");
        _place.Saddle("train", "ring", "--out", "full")
            .Refused("full: it is not empty (it holds letter.txt); choose another folder.\nOn the command line: --out DIR\n");
        _place.Saddle("train", "ring", "--out", "file").Refused("file: expected a folder for the run, but this is a file");
        _place.Saddle("train", runs.Points).Refused($"{runs.Points} is a run: continue it with --resume");
        Assert.Equal(before, _place.Files());
    }

    [Fact]
    public void A_recipe_is_found_by_its_name_also_beside_a_run_of_that_name()
    {
        Directory.CreateDirectory(_place.PathOf("ring"));
        File.WriteAllText(_place.PathOf("ring/recipe.json"), "{}");
        _place.Saddle("train", "ring", "--dry-run").Succeeded();
    }

    [Fact]
    public void A_place_where_no_folder_can_be_made_is_named_with_the_reason()
    {
        _place.Write("file", "");
        _place.Saddle("train", "ring", "--out", "file/run")
            .Stopped(1, "file/run: the run's folder cannot be written (", "choose another place with --out");
        Assert.Equal(["file"], _place.Files());
    }

    [Fact]
    public void An_empty_folder_and_one_where_a_start_was_killed_at_once_are_free()
    {
        _place.Write("left/.lock", "");
        _place.Write("left/.recipe.json.0123.tmp", "{");
        _place.Saddle(["train", "ring", "--steps", "1", "--out", "left", .. Workplace.TinyPoints]).Succeeded();
        Directory.CreateDirectory(_place.PathOf("empty"));
        _place.Saddle(["train", "ring", "--steps", "1", "--out", "empty", .. Workplace.TinyPoints]).Succeeded();
        Assert.Contains("report.html", _place.Files("empty"));
    }
}
