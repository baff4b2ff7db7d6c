using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Learners;
using Saddle.Networks;
using Saddle.Tests.Support;
using Saddle.Training;
using Xunit;

namespace Saddle.Tests.Training;

/// <summary>Runs whose data lie elsewhere by now, moved alone or together with the run.</summary>
public sealed class MovedDataTests : IDisposable
{
    private readonly PictureFolder _pictures = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _pictures.Dispose();
    }

    private string Folder => _folder.File("tree/runs/one");

    [Fact]
    public void A_path_that_was_typed_from_some_folder_is_kept_as_an_absolute_one_and_as_it_lies_from_the_run()
    {
        string data = WriteIdx();
        string typed = Path.GetRelativePath(Environment.CurrentDirectory, data);
        Train(Images(4) with { Data = new Saddle.Data.Known.IdxSource { Path = typed } });
        using JsonDocument recipe = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "recipe.json")));
        Assert.Equal(data, recipe.RootElement.GetProperty("data").GetProperty("path").GetString());
        Assert.Equal(
            "../../data/images",
            recipe.RootElement.GetProperty("made_with").GetProperty("paths_from_here").GetProperty(data).GetString());
    }

    [Fact]
    public void A_tree_that_was_moved_as_a_whole_goes_on_as_if_nothing_had_happened()
    {
        Train(Images(4) with { Data = WriteIdx() });
        Directory.Move(_folder.File("tree"), _folder.File("moved"));
        string run = _folder.File("moved/runs/one");
        Tiny.Resume(run, images: 6 * Tiny.Batch, warn: Assert.Fail).Dispose();
        using Run opened = Run.Open(run);
        Assert.Equal(_folder.File("moved/data/images"), opened.Recipe.Data["path"]);
        Assert.Equal(6, opened.Step);
    }

    [Fact]
    public void Data_that_are_gone_are_named_with_what_can_be_done_whatever_wants_them()
    {
        Train(Images(4) with { Data = WriteIdx() });
        File.Move(_folder.File("tree/data/images"), _folder.File("other"));
        InputException error = Assert.Throws<DataException>(() => Tiny.Resume(Folder));
        Assert.Equal(
            $"{Folder}: its data are not at {_folder.File("tree/data/images")} any more; say where they lie now.", error.Message);
        Assert.Equal([new Remedy(RemedyKind.MovedData, Folder)], error.Remedies);
        using Run run = Run.Open(Folder);
        Assert.Throws<DataException>(run.ThrowIfDataMissing);
        using Run found = Run.Open(Folder, data: _folder.File("other"));
        found.ThrowIfDataMissing();
    }

    [Fact]
    public void The_same_data_are_taken_from_another_place_and_remembered_there()
    {
        Recipe recipe = Images(8) with { Data = WriteIdx(), CheckpointEveryImages = 2 * Tiny.Batch };
        Tiny.Train(recipe, _folder.File("straight")).Dispose();
        Train(recipe with { Images = 4 * Tiny.Batch });
        string elsewhere = _folder.File("elsewhere");
        File.Move(_folder.File("tree/data/images"), elsewhere);
        Resume(elsewhere, 6, Assert.Fail);
        Tiny.Resume(Folder, images: 8 * Tiny.Batch, warn: Assert.Fail).Dispose();
        RunFolder.AssertSame(_folder.File("straight"), Folder);
    }

    [Fact]
    public void Other_data_are_refused_and_the_run_stays_as_it_was()
    {
        Train(Images(4) with { Data = WriteIdx() });
        string before = File.ReadAllText(Path.Combine(Folder, "recipe.json"));
        string others = _folder.File("others");
        byte[] bytes = IdxBytes.Images(20, 14);
        bytes[^1] ^= 1;
        File.WriteAllBytes(others, bytes);
        RecipeException error = Assert.Throws<RecipeException>(() => Resume(others, 6));
        Assert.StartsWith($"{Folder}: {others} does not hold the data that the run learns from: ", error.Message);
        Assert.StartsWith("the run learns from idx (", Assert.Throws<InputException>(() => Resume("ring", 6)).Message);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Folder, "recipe.json")));
    }

    [Fact]
    public void A_copy_of_pictures_has_other_times_and_is_the_same_data_but_fewer_are_not()
    {
        _pictures.AddMany(12);
        Train(Images(4) with { Data = _pictures.Source(PictureFit.Pad) });
        string copy = Directory.CreateDirectory(_folder.File("copy")).FullName;
        foreach (string file in Directory.GetFiles(_pictures.Path))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            File.SetLastWriteTimeUtc(Path.Combine(copy, Path.GetFileName(file)), DateTime.UnixEpoch);
        }
        Resume(copy, 5, Assert.Fail);
        using (Run run = Run.Open(Folder))
        {
            Assert.Equal(new FolderSource { Path = copy, Fit = PictureFit.Pad }, run.Recipe.Data);
        }
        Directory.Move(copy, _folder.File("fewer"));
        File.Delete(_folder.File("fewer/003.png"));
        Assert.Contains(
            "does not hold the data", Assert.Throws<RecipeException>(() => Resume($"folder:{_folder.File("fewer")}", 6)).Message);
    }

    private string WriteIdx()
    {
        string path = _folder.File("tree/data/images");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, IdxBytes.Images(20, 14));
        return path;
    }

    private Recipe Images(int steps) => Tiny.Points(steps).WithLearner<Adversarial>(game => game with
    {
        Network = new Dcgan { Size = 16, Channels = 1, Latent = 8, GeneratorWidth = 4, DiscriminatorWidth = 4 },
    }) with { SampleCount = 4 };

    private void Train(Recipe recipe) => Tiny.Train(recipe, Folder).Dispose();

    private void Resume(string data, int steps, Action<string>? warn = null)
    {
        using TrainingSession session = TrainingSession.Resume(
            Folder, before => before.WithDataAt(data) with { Images = steps * Tiny.Batch }, warn);
        Trainer.Loop(session, null, CancellationToken.None).Dispose();
    }
}
