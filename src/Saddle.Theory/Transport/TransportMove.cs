namespace Saddle.Theory.Transport;

/// <summary>One entry of a transport plan that is not 0.</summary>
/// <param name="Source">The number of the point that mass leaves.</param>
/// <param name="Target">The number of the point that it reaches.</param>
/// <param name="Mass">How much, greater than 0.</param>
public readonly record struct TransportMove(int Source, int Target, double Mass);
