using Saddle.Layers;

namespace Saddle.Learners;

/// <summary>Two networks of one kind, one for each direction, trained as one.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal sealed class TwoWays<T> : Module where T : Module
{
    internal TwoWays(Func<T> create) => (There, Back) = (AddChild("there", create()), AddChild("back", create()));

    /// <summary>That of the direction of the data: from the inputs to the real pictures.</summary>
    internal T There { get; }

    /// <summary>That of the way back.</summary>
    internal T Back { get; }
}
