namespace Saddle.Graphics;

/// <summary>The letters of "real" and "generated", five pixels wide: all the text that a picture needs.</summary>
internal static class PixelFont
{
    /// <summary>A letter's rows from the top, <c>#</c> where there is ink.</summary>
    internal static string[] Rows(char letter) => letter switch
    {
        'a' => [".....", ".....", ".###.", "....#", ".####", "#...#", ".####"],
        'd' => ["....#", "....#", ".####", "#...#", "#...#", "#...#", ".####"],
        'e' => [".....", ".....", ".###.", "#...#", "#####", "#....", ".###."],
        'g' => [".....", ".....", ".####", "#...#", "#...#", "#...#", ".####", "....#", ".###."],
        'l' => [".##..", "..#..", "..#..", "..#..", "..#..", "..#..", ".###."],
        'n' => [".....", ".....", "####.", "#...#", "#...#", "#...#", "#...#"],
        'r' => [".....", ".....", "#.##.", "##..#", "#....", "#....", "#...."],
        't' => [".#...", ".#...", "####.", ".#...", ".#...", ".#..#", "..##."],
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "The font lacks this letter."),
    };
}
