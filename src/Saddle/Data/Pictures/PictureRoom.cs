using System.Buffers;

namespace Saddle.Data.Pictures;

/// <summary>
/// Memory for a picture's bytes, which may have held another's: fresh memory for each would take a good part of the time. What is
/// large is fresh all the same. The pool keeps what it gets, and .NET's collector waits longer for tensors that nobody disposed,
/// the larger its own heap is.
/// </summary>
internal static class PictureRoom
{
    // Of some megapixels, whose decoding outweighs fresh memory by far.
    private const int MostPooled = 16 << 20;

    /// <summary>At least so many bytes, of any content.</summary>
    internal static byte[] Rent(int count)
        => count <= MostPooled ? ArrayPool<byte>.Shared.Rent(count) : GC.AllocateUninitializedArray<byte>(count);

    /// <summary>Gives back what was rented and nobody will look at again.</summary>
    internal static void Return(byte[] room)
    {
        if (room.Length <= MostPooled)
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}
