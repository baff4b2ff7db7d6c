using System.Globalization;
using System.Security.Cryptography;
using Saddle.Files;
using Saddle.Torch;

namespace Saddle.Training;

/// <summary>
/// A run's state at one step: a folder with <c>tensors.safetensors</c> and <c>checkpoint.json</c>. It is written under a
/// temporary name, flushed to disk, and renamed: a crash leaves the one before. A digest tells whether it is whole.
/// </summary>
internal sealed class Checkpoint
{
    private const string TensorsFile = "tensors.safetensors";
    private const string StateFile = "checkpoint.json";
    private const string TemporaryPrefix = ".unfinished-";

    private Checkpoint(string folder, CheckpointState state) => (Folder, State) = (folder, state);

    /// <summary>Where it lies.</summary>
    internal string Folder { get; }

    /// <summary>What it says beside its tensors.</summary>
    internal CheckpointState State { get; }

    /// <summary>The folders of the checkpoints below a folder, newest first; whether they are whole is not looked at.</summary>
    internal static IEnumerable<string> Folders(string parent)
        => Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent)
                .Where(folder => StepOf(folder) is not null)
                .OrderByDescending(StepOf)
            : [];

    /// <summary>The step of the newest checkpoint below a folder, or null where there is none.</summary>
    internal static long? NewestStep(string parent) => Folders(parent).Select(StepOf).FirstOrDefault();

    /// <summary>
    /// Writes a checkpoint, then removes the oldest beyond a number, and those of later steps: a run that goes on from before
    /// them found them damaged.
    /// </summary>
    /// <param name="parent">The folder of the run's checkpoints.</param>
    /// <param name="state">What it says beside its tensors; the digest is filled in.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="keep">How many checkpoints remain.</param>
    /// <param name="beforeRename">Brings to the disk what must be there before the checkpoint counts.</param>
    /// <exception cref="IOException">The disk is full or cannot be written; the checkpoints before are intact.</exception>
    internal static void Write(
        string parent, CheckpointState state, IReadOnlyList<(string Name, Tensor Value)> tensors, int keep,
        Action? beforeRename = null)
    {
        string name = state.Step.ToString("00000000", CultureInfo.InvariantCulture);
        string temporary = Path.Combine(parent, TemporaryPrefix + name);
        string target = Path.Combine(parent, name);
        try
        {
            Discard(temporary);
            DurableFolder.Create(parent);
            Directory.CreateDirectory(temporary);
            string digest = WriteTensors(Path.Combine(temporary, TensorsFile), tensors);
            AtomicFile.WriteText(Path.Combine(temporary, StateFile), (state with { TensorsDigest = digest }).ToJson());
            // Only a damaged checkpoint can be in the way.
            Discard(target);
            beforeRename?.Invoke();
            DurableFolder.Move(temporary, target);
        }
        catch
        {
            TryDiscard(temporary);
            throw;
        }
        List<string> kept = [.. Folders(parent).Where(folder => StepOf(folder) <= state.Step).Take(keep)];
        foreach (string folder in Folders(parent).Except(kept))
        {
            TryDiscard(folder);
        }
    }

    /// <summary>Reads what a checkpoint says and checks that its tensors are whole.</summary>
    /// <exception cref="InvalidDataException">It is damaged or of a newer version; the message says how.</exception>
    internal static Checkpoint Open(string folder)
    {
        try
        {
            CheckpointState state = CheckpointState.FromJson(File.ReadAllText(Path.Combine(folder, StateFile)));
            if (StepOf(folder) is { } step && step != state.Step)
            {
                throw new InvalidDataException($"its checkpoint.json says that it is of step {state.Step}");
            }
            using FileStream file = File.OpenRead(Path.Combine(folder, TensorsFile));
            return Convert.ToHexStringLower(SHA256.HashData(file)) == state.TensorsDigest
                ? new Checkpoint(folder, state)
                : throw new InvalidDataException($"the digest of its {TensorsFile} is not the one that it was written with");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"it cannot be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    /// <summary>Its tensors by name; the caller's scope owns them.</summary>
    internal Dictionary<string, Tensor> ReadTensors() => SafeTensors.Read(Path.Combine(Folder, TensorsFile));

    /// <summary>Removes what a killed process left unfinished.</summary>
    internal static void RemoveUnfinished(string parent)
    {
        if (Directory.Exists(parent))
        {
            foreach (string folder in Directory.EnumerateDirectories(parent, TemporaryPrefix + "*"))
            {
                TryDiscard(folder);
            }
        }
    }

    internal static long? StepOf(string folder)
        => long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : null;

    private static string WriteTensors(string path, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        using var digest = SHA256.Create();
        using (var hashing = new CryptoStream(file, digest, CryptoStreamMode.Write, leaveOpen: true))
        {
            SafeTensors.Write(hashing, tensors);
        }
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(digest.Hash!);
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What cannot be removed is only left over.
    private static void TryDiscard(string folder)
    {
        try
        {
            Discard(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
