namespace Saddle.Data.Synthetic;

/// <summary>The shapes that <see cref="Shapes"/> draws; the names in lower case are its classes.</summary>
internal enum ShapeKind
{
    Circle,
    Square,
    Triangle,
    Cross,
    Diamond,
}
