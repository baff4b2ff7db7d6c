namespace Saddle.Theory;

/// <summary>A line of the table of f-divergences as text, for lists and pages (arXiv:1606.00709, tables 1 and 2).</summary>
/// <param name="Name">What users type: <c>reverse-kl</c>.</param>
/// <param name="Title">What it is called: <c>reverse Kullback-Leibler</c>.</param>
/// <param name="F">f(u), with u = p / q.</param>
/// <param name="Slope">f'(u), which is the optimal discriminator T*.</param>
/// <param name="Activation">The output activation g(v), which maps every number into the conjugate's domain.</param>
/// <param name="Domain">Where the conjugate is finite.</param>
/// <param name="Conjugate">f*(t).</param>
public sealed record FDivergenceFormulas(
    string Name, string Title, string F, string Slope, string Activation, string Domain, string Conjugate);
