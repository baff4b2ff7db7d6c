using System.Runtime.Versioning;
using Saddle.Data;
using Saddle.Data.Pictures;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Data.Pictures;

public sealed class FolderSourceTests : IDisposable
{
    private static readonly SampleShape s_grey = new(1, 16, 16);

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_are_found_in_the_folder_and_below_and_everything_else_is_counted()
    {
        _folder.Add("b.png", 30, 20, 1);
        _folder.Add("deep/er/a.PNG", 10, 40, 2);
        _folder.Add("c.png", 50, 60, 3);
        _folder.Add(".hidden.png", 9, 9, 4);
        File.WriteAllText(_folder.File("deep/notes.txt"), "text");
        File.WriteAllText(_folder.File("thumbs.db"), "");
        using DataSet data = _folder.Source().Open();
        Assert.Equal((3, new SampleShape(1, 20, 20)), (data.Count, data.Shape));
        Assert.Equal(new PictureSizes(new(10, 40), new(30, 20), new(50, 60)), data.Report.Sizes);
        Assert.Equal((3L, 3L), (data.Report.IgnoredCount, data.Report.GreyCount));
        Assert.Empty(data.Classes);
        Assert.Equal([1, 3, 2], Values(data));
    }

    [Fact]
    public void Sub_folders_are_classes_in_the_order_of_their_names()
    {
        _folder.Add("dogs/x/1.png", 16, 16, 5);
        _folder.Add("dogs/2.png", 16, 16, 6);
        _folder.Add("cats/9.png", 16, 16, 7);
        _folder.Add("cats/8.png", 16, 16, 8);
        Directory.CreateDirectory(_folder.File("empty"));
        using (DataSet data = _folder.Source().Open())
        using (var images = (ImageSet)data.As(s_grey))
        {
            Assert.Equal(["cats", "dogs"], images.Classes);
            Assert.Equal([0L, 0, 1, 1], images.Labels!.ToArray<long>());
            Assert.Equal([8, 7, 6, 5], Values(data));
            Assert.Equal([new DataClass("cats", 2), new DataClass("dogs", 2)], images.Report.Classes);
            Assert.Equal([new DataClass("cats", 2), new DataClass("dogs", 2)], data.Report.Classes);
        }
        _folder.Add("stray.png", 16, 16, 1);
        using DataSet mixed = _folder.Source().Open();
        Assert.Empty(mixed.Classes);
    }

    [Fact]
    public void One_sub_folder_alone_is_no_class()
    {
        _folder.Add("all/1.png", 16, 16, 5);
        using DataSet data = _folder.Source().Open();
        Assert.Empty(data.Classes);
    }

    [Fact]
    public void Fit_and_background_decide_what_becomes_of_other_proportions()
    {
        _folder.Add("wide.png", 32, 16, 200);
        Assert.All(Pixels(PictureFit.Crop, "black"), value => Assert.Equal(200, value));
        byte[] padded = Pixels(PictureFit.Pad, "#0a0a0a");
        Assert.Equal((10, 200, 10), (padded[0], padded[8 * 16], padded[^1]));
        byte[] Pixels(PictureFit fit, string background)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using DataSet data = _folder.Source(fit, background).Open();
            using var images = (ImageSet)data.As(s_grey);
            return images.Rows(0).ToArray<byte>();
        }
    }

    [Fact]
    public void Examined_pictures_that_break_off_are_left_out_of_every_count_and_named()
    {
        for (int k = 0; k < 20; k++)
        {
            _folder.Add($"{(k < 12 ? "cats" : "dogs")}/{k:00}.png", 16, 16, (byte)k);
        }
        using DataSet whole = _folder.Source().Open();
        Assert.Equal(false, whole.Report.IsExamined);
        Assert.Equal((20L, true, 0), (whole.Examine().Count, whole.Examine().IsExamined, whole.Examine().Skipped.Count));
        CutOff("cats/03.png");
        CutOff("dogs/15.png");
        using DataSet data = _folder.Source().Open();
        // Their beginnings say nothing of it.
        Assert.Equal((20L, 0), (data.Report.Count, data.Report.Skipped.Count));
        DataReport report = data.Examine();
        Assert.Equal((18L, 18L), (report.Count, report.GreyCount));
        Assert.Equal([new DataClass("cats", 11), new DataClass("dogs", 7)], report.Classes);
        Assert.Equal(["cats/03.png", "dogs/15.png"], report.Skipped.Select(file => file.File));
        Assert.StartsWith("2 of 20 pictures cannot be decoded and are left out:", Assert.Single(report.Warnings));
        CutOff("dogs/16.png");
        using DataSet bad = _folder.Source().Open();
        DataException error = Assert.Throws<DataException>(() => bad.Examine());
        Assert.Contains("3 of 20 pictures cannot be read, more than a tenth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_wins_over_grey_and_is_told()
    {
        _folder.Add("grey.png", 16, 16, 100);
        _folder.Add("red.png", 16, 16, 255, 0, 0);
        var warnings = new List<string>();
        using DataSet data = _folder.Source().Open(new DataWork { Warn = warnings.Add });
        Assert.Equal(3, data.Shape.Channels);
        Assert.Equal(["1 of 2 pictures are grey and the others in colour; all are made colour"], warnings);
    }

    [Fact]
    public void Small_pictures_and_lonely_classes_are_told_each_time()
    {
        _folder.Add("a/1.png", 8, 40, 1);
        _folder.Add("a/2.png", 16, 16, 1);
        _folder.Add("b/1.png", 40, 40, 1);
        for (int start = 0; start < 2; start++)
        {
            var warnings = new List<string>();
            var work = new DataWork { Warn = warnings.Add };
            using DataSet data = _folder.Source().Open(work);
            using DataSet images = data.As(s_grey, work);
            Assert.Equal(
                [
                    "class b has one picture only",
                    "1 of 3 pictures are smaller than 16x16, at which they are trained; they are enlarged",
                ],
                warnings);
        }
    }

    [Fact]
    public void What_cannot_be_read_or_decoded_is_left_out_and_named()
    {
        _folder.AddMany(20);
        File.WriteAllText(_folder.File("005.png"), "no picture");
        byte[] whole = File.ReadAllBytes(_folder.File("011.png"));
        File.WriteAllBytes(_folder.File("011.png"), whole[..^30]);
        for (int start = 0; start < 2; start++)
        {
            var warnings = new List<string>();
            var work = new DataWork { Warn = warnings.Add };
            using DataSet data = _folder.Source().Open(work);
            Assert.Equal((19, "005.png"), (data.Count, Assert.Single(data.Report.Skipped).File));
            using DataSet images = data.As(s_grey, work);
            Assert.Equal(18, images.Count);
            Assert.Equal(Enumerable.Range(10, 20).Where(value => value is not (15 or 21)), Values(data));
            Assert.Equal(2, warnings.Count);
            Assert.StartsWith("1 of 20 pictures cannot be read and are left out:\n  005.png (", warnings[0]);
            Assert.StartsWith("1 of 20 pictures cannot be decoded and are left out:\n  011.png (", warnings[1]);
        }
    }

    [Theory, InlineData(3), InlineData(30)]
    public void More_than_a_tenth_unreadable_stops_with_the_list(int bad)
    {
        _folder.AddMany(10);
        for (int k = 0; k < bad; k++)
        {
            File.WriteAllText(_folder.File($"bad{k:00}.jpg"), "no picture");
        }
        string message = Assert.Throws<DataException>(() => _folder.Source().Open()).Message;
        Assert.StartsWith(
            $"{_folder.Path}: {bad} of {10 + bad} pictures cannot be read, more than a tenth; "
            + "mend or remove them:\n  bad00.jpg (",
            message);
        Assert.Equal(bad == 30, message.EndsWith("\n  and 10 more", StringComparison.Ordinal));
    }

    [Fact]
    public void More_than_a_tenth_that_is_cut_off_stops_before_anything_is_kept()
    {
        _folder.AddMany(9);
        byte[] whole = File.ReadAllBytes(_folder.Add("cut.png", 16, 16, 1));
        File.WriteAllBytes(_folder.File("cut.png"), whole[..^30]);
        File.Copy(_folder.File("cut.png"), _folder.File("cut2.png"));
        using DataSet data = _folder.Source().Open();
        Assert.Contains("2 of 11 pictures cannot be read", Assert.Throws<DataException>(() => data.As(s_grey)).Message);
        Assert.EndsWith(".scan", Assert.Single(_folder.Cached()));
    }

    [Fact]
    public void Nothing_to_read_is_refused_with_what_was_found()
    {
        Assert.Equal(
            $"{_folder.Path}: there are no pictures in it (it is empty): JPEG, PNG, WebP, GIF or BMP files were expected.",
            Assert.Throws<DataException>(() => DataSource.FromSpec(_folder.Path).Open()).Message);
        File.WriteAllText(_folder.File("notes.txt"), "text");
        Assert.Contains(
            "(1 files of other kinds were passed over)", Assert.Throws<DataException>(() => _folder.Source().Open()).Message);
        Assert.EndsWith(
            "expected a folder, but this is a file.",
            Assert.Throws<DataException>(() => new FolderSource { Path = _folder.File("notes.txt") }.Open()).Message);
        Assert.Contains(
            "there is no such folder",
            Assert.Throws<DataException>(() => new FolderSource { Path = _folder.File("nowhere") }.Open()).Message);
        Assert.StartsWith(
            "data source folder: no path is given",
            Assert.Throws<DataException>(() => DataSource.All.Create("folder").Open()).Message);
        Assert.Equal(
            "folder: background must be white, black or #rrggbb, but is \"blue\".",
            Assert.Throws<InputException>(() => _folder.Source(PictureFit.Crop, "blue").Open()).Message);
    }

    [Fact]
    public void Links_are_followed_and_circles_end()
    {
        _folder.Add("inner/1.png", 16, 16, 1);
        string outside = Path.Combine(Path.GetDirectoryName(_folder.Path)!, "outside");
        Directory.CreateDirectory(outside);
        File.Copy(_folder.Add("inner/2.png", 16, 16, 2), Path.Combine(outside, "3.png"));
        Directory.CreateSymbolicLink(_folder.File("inner/circle"), _folder.Path);
        Directory.CreateSymbolicLink(_folder.File("more"), outside);
        File.CreateSymbolicLink(_folder.File("self.png"), _folder.File("self.png"));
        File.CreateSymbolicLink(_folder.File("gone.png"), _folder.File("nowhere.png"));
        File.CreateSymbolicLink(_folder.File("linked.png"), _folder.File("inner/1.png"));
        using DataSet data = _folder.Source().Open();
        Assert.Equal(4, data.Count);
        Assert.Equal(["gone.png", "inner/circle", "self.png"], data.Report.Skipped.Select(file => file.File));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public void What_may_not_be_read_is_named_and_the_rest_is_used()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Permissions do not stop root.");
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        _folder.AddMany(12);
        _folder.Add("closed/1.png", 16, 16, 1);
        File.SetUnixFileMode(_folder.File("003.png"), UnixFileMode.None);
        File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.None);
        using DataSet data = _folder.Source().Open();
        File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal((11, 2), (data.Count, data.Report.Skipped.Count));
        Assert.Equal(["003.png", "closed"], data.Report.Skipped.Select(file => file.File));
    }

    [Fact]
    public void A_specification_finds_pictures_and_names_its_reason()
    {
        _folder.Add("deep/1.png", 16, 16, 1);
        Assert.Equal(_folder.Path, Assert.IsType<FolderSource>(DataSource.FromSpec(_folder.Path))["path"]);
        Assert.IsType<FolderSource>(DataSource.FromSpec($"folder:{_folder.Path}"));
        Assert.Equal("a folder with pictures", DataSpec.Read(_folder.Path).Why);
    }

    // Each picture is of one value throughout.
    private static int[] Values(DataSet data)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var images = (ImageSet)data.As(s_grey);
        Tensor rows = images.Rows([.. Enumerable.Range(0, (int)images.Count!).Select(k => (long)k)]);
        return [.. rows.select(3, 0).select(2, 0).select(1, 0).ToArray<byte>().Select(value => (int)value)];
    }

    private void CutOff(string name) => File.WriteAllBytes(_folder.File(name), File.ReadAllBytes(_folder.File(name))[..^30]);
}
