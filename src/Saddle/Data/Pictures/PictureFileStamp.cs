namespace Saddle.Data.Pictures;

/// <summary>A file as a listing of its folder shows it; whoever changes the file changes the stamp.</summary>
/// <param name="Path">Its path within the data's folder, with slashes.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="ModifiedTicks">When it was written last, in UTC ticks.</param>
public readonly record struct PictureFileStamp(string Path, long Length, long ModifiedTicks);
