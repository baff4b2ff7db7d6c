using Saddle.Files;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Files;

/// <summary>Whether the disk has it is seen from outside: FlushedFolderTests of the command line.</summary>
public class DurableFolderTests
{
    [Fact]
    public void A_folder_is_made_with_those_above_it_and_may_be_there_already()
    {
        using var folder = new TemporaryFolder();
        string deep = folder.File("one/two/three/");
        DurableFolder.Create(deep);
        DurableFolder.Create(deep);
        Assert.True(Directory.Exists(deep));
    }

    [Fact]
    public void A_folder_in_whose_way_a_file_lies_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "kept");
        Assert.ThrowsAny<IOException>(() => DurableFolder.Create(folder.File("file")));
        Assert.ThrowsAny<IOException>(() => DurableFolder.Create(folder.File("file/below")));
        Assert.Equal("kept", File.ReadAllText(folder.File("file")));
    }

    [Fact]
    public void A_folder_that_is_not_there_or_is_a_file_is_passed_over()
    {
        using var folder = new TemporaryFolder();
        DurableFolder.Flush(folder.File("nowhere"));
        File.WriteAllText(folder.File("file"), "kept");
        DurableFolder.Flush(folder.File("file"));
        Assert.Equal([folder.File("file")], Directory.GetFileSystemEntries(folder.Path));
    }
}
