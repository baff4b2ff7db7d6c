using System.Text.Json.Serialization;

namespace Saddle.Soak;

/// <summary>How texts become JSON.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class Texts : JsonSerializerContext;
