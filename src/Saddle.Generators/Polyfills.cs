namespace System.Runtime.CompilerServices;

// What the compiler asks for in records, and this target lacks.
internal static class IsExternalInit;
