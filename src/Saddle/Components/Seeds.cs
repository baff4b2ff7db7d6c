namespace Saddle.Components;

/// <summary>Independent seeds from one: every source of randomness in a run has its own, derived from the run's.</summary>
public static class Seeds
{
    /// <summary>A seed for a purpose and a number, by SplitMix64's finaliser (Steele et al. 2014).</summary>
    public static ulong Derive(ulong seed, string purpose, ulong number = 0)
    {
        ulong state = Mix(seed);
        foreach (char letter in purpose)
        {
            state = Mix(state ^ letter);
        }
        return Mix(state ^ number);
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
