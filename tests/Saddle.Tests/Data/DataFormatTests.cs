using Saddle.Data;
using Saddle.Data.Known;
using Saddle.Data.Synthetic;
using Saddle.Tests.Components;
using Saddle.Tests.Support;

namespace Saddle.Tests.Data;

/// <summary>Formats belong to the process: what these tests add is recognised by an ending that no other test uses.</summary>
public sealed class DataFormatTests
{
    private static DataFormat Points { get; } = new("test-points", Recognize, Create);

    [Fact]
    public void A_format_is_tried_before_the_others_and_named_before_its_path()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("images.test-points");
        File.WriteAllBytes(path, IdxBytes.Images(3, 4));
        DataSource.All.Add(NamedPoints.Entry);
        DataFormat.Add(Points);
        Assert.Equal("test-points", DataFormat.All[0].Name);
        // Saddle's own would take it for IDX.
        Assert.NotNull(IdxSource.Recognize(path));
        Assert.Equal((new NamedPoints { Path = path }, "its name says so"), DataSpec.Read(path));
        Assert.Equal((new NamedPoints { Path = "some/where" }, "named test-points"), DataSpec.Read("test-points:some/where"));
        File.Copy(path, folder.File("images"));
        Assert.Equal(new IdxSource { Path = folder.File("images") }, DataSource.FromSpec(folder.File("images")));
    }

    [Fact]
    public void To_add_it_again_is_nothing_and_another_of_the_name_is_refused()
    {
        DataSource.All.Add(NamedPoints.Entry);
        DataFormat.Add(Points);
        IReadOnlyList<DataFormat> before = DataFormat.All;
        DataFormat.Add(Points);
        Assert.Same(before, DataFormat.All);
        foreach (string name in new[] { "test-points", "idx" })
        {
            Assert.Equal(
                $"data format '{name}' is there already; give yours another name.",
                Assert.Throws<InputException>(() => DataFormat.Add(new DataFormat(name, Recognize, _ => new Ring()))).Message);
        }
        Assert.Same(before, DataFormat.All);
    }

    [Fact]
    public void A_format_without_a_data_source_of_its_name_is_refused()
    {
        IReadOnlyList<DataFormat> before = DataFormat.All;
        Assert.StartsWith(
            "unknown data source 'test-nothing'",
            Assert.Throws<InputException>(() => DataFormat.Add(new DataFormat("test-nothing", Recognize, Create))).Message,
            StringComparison.Ordinal);
        Assert.Same(before, DataFormat.All);
    }

    [Fact]
    public void Every_format_of_Saddles_is_a_data_source()
        => Assert.All(DataFormat.All, format => Assert.Equal(format.Name, format.Create("some/where").Name));

    private static string? Recognize(string path)
        => path.EndsWith(".test-points", StringComparison.Ordinal) ? "its name says so" : null;

    private static NamedPoints Create(string path) => new NamedPoints { Path = path };
}
