namespace Saddle.Torch.Engines;

/// <summary>What an argument of an operator holds; mirrors <c>saddle_tag</c> of native/saddle.h.</summary>
internal enum ArgumentTag : long
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    DoubleList = 6,
    BoolList = 7,
    TensorList = 8,
    String = 9,
    Device = 10,
    Generator = 11,
}
