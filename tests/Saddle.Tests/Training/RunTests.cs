using Saddle.Tests.Support;
using Saddle.Torch;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Folder => _folder.File("run");

    [Fact]
    public void A_folder_that_is_not_there_a_file_and_an_empty_folder_are_no_runs()
    {
        Assert.Equal(
            $"{Folder}: there is no such folder; a run's folder is expected, such as runs/dcgan-001.",
            Assert.Throws<RecipeException>(() => Run.Open(Folder)).Message);
        string file = _folder.File("file");
        File.WriteAllText(file, "");
        Assert.Equal(
            $"{file}: there is no such folder; a run's folder is expected, such as runs/dcgan-001.",
            Assert.Throws<RecipeException>(() => Run.Open(file)).Message);
        Directory.CreateDirectory(Folder);
        foreach (Action open in new Action[] { () => Run.Open(Folder), () => Tiny.Resume(Folder) })
        {
            Assert.Equal(
                $"{Folder}: not a run's folder: it holds no recipe.json. A run's folder is expected, such as runs/dcgan-001.",
                Assert.Throws<RecipeException>(open).Message);
        }
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData("", "not valid JSON (")]
    [InlineData("{\"batch\": 0}", "batch must be a whole number from 2 to 65536, but is 0")]
    [InlineData(
        "{\"format\": 99}", "it was written by a newer Saddle (format 99); this one reads up to format 6: update Saddle.")]
    public void A_damaged_recipe_is_told_with_its_file(string text, string message)
    {
        Directory.CreateDirectory(Folder);
        string path = Path.Combine(Folder, "recipe.json");
        File.WriteAllText(path, text);
        Assert.StartsWith($"{path}: {message}", Assert.Throws<RecipeException>(() => Run.Open(Folder)).Message);
    }

    [Fact]
    public void A_run_without_a_checkpoint_has_no_generator_yet()
    {
        using (TrainingSession session = TrainingSession.Start(Tiny.Points(2), Folder))
        {
            session.Record(session.Step());
        }
        using Run run = Run.Open(Folder);
        Assert.Equal(0, run.Step);
        Assert.Equal(
            $"{Folder}: the run has no checkpoint yet; continue it.",
            Assert.Throws<RecipeException>(() => run.Generator).Message);
    }

    [Fact]
    public void A_damaged_checkpoint_is_told_and_the_generator_of_the_one_before_is_used()
    {
        Tiny.Train(Tiny.Points(4) with { CheckpointEveryImages = 2 * Tiny.Batch }, Folder).Dispose();
        float[] newest = Samples(null);
        RunFolder.Damage(Folder, "00000004");
        var warnings = new List<string>();
        float[] before = Samples(warnings.Add);
        Assert.NotEqual(newest, before);
        Assert.StartsWith(Path.Combine(Folder, "checkpoints", "00000004") + ": the digest", Assert.Single(warnings));
        RunFolder.Damage(Folder, "00000002");
        Assert.Contains(
            $"{Folder}: none of its checkpoints can be used", Assert.Throws<RecipeException>(() => Samples(null)).Message);
    }

    [Fact]
    public void A_recipe_that_the_checkpoint_does_not_fit_is_told()
    {
        Tiny.Train(Tiny.Points(1), Folder).Dispose();
        string path = Path.Combine(Folder, "recipe.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"generator_width\": 8", "\"generator_width\": 9"));
        string message = Assert.Throws<RecipeException>(() => Samples(null)).Message;
        Assert.StartsWith(Path.Combine(Folder, "checkpoints", "00000001") + ": it does not fit recipe.json: ", message);
        Assert.Contains("main.0.weight should be [9, 2] but is [8, 2]", message);
    }

    [Fact]
    public void The_resolved_recipe_is_in_the_folder_with_every_default_and_the_versions()
    {
        Recipe recipe = Tiny.Points(1) with { Threads = 0 };
        using Run run = Tiny.Train(recipe, Folder);
        string text = File.ReadAllText(Path.Combine(Folder, "recipe.json"));
        Assert.True(run.Recipe.Threads > 0);
        Assert.Equal(torch.cuda_device_count() > 0 ? "cuda" : "cpu", run.Recipe.Device);
        Assert.Equal(
            RecipeFields.Flatten(recipe with { Threads = run.Recipe.Threads, Device = run.Recipe.Device }),
            RecipeFields.Flatten(RecipeJson.Read(text, "recipe.json")));
        Assert.Contains($"\"libtorch\": \"{torch.version}\"", text);
        Assert.Contains("\"beta1\": 0.5", text);
    }

    [Fact]
    public void Samples_are_listed_by_their_steps()
    {
        Tiny.Train(Tiny.Points(1), Folder).Dispose();
        using Run run = Run.Open(Folder);
        File.Copy(run.SampleFiles[0], Path.Combine(Folder, "samples", "1000000.png"));
        File.Copy(run.SampleFiles[0], Path.Combine(Folder, "samples", "999999.png"));
        Assert.Equal(
            ["000000.png", "000001.png", "999999.png", "1000000.png"],
            run.SampleFiles.Select(path => Path.GetFileName(path)));
        Directory.Delete(Path.Combine(Folder, "samples"), recursive: true);
        Assert.Empty(run.SampleFiles);
    }

    [Fact]
    public void The_next_folder_has_the_first_free_number()
    {
        Assert.Equal(_folder.File("dcgan-001"), Run.NextFolder(_folder.Path, "dcgan"));
        Directory.CreateDirectory(_folder.File("dcgan-001"));
        File.WriteAllText(_folder.File("dcgan-002"), "");
        Assert.Equal(_folder.File("dcgan-003"), Run.NextFolder(_folder.Path, "dcgan"));
        Assert.Equal(_folder.File("ring-001"), Run.NextFolder(_folder.Path, "ring"));
    }

    private float[] Samples(Action<string>? warn)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Run run = Run.Open(Folder, warn);
        return run.Generator.Sample(5, 1).ToArray<float>();
    }
}
