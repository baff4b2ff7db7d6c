// dotnet run --project examples/web -- generator.onnx [--urls http://localhost:5000] [--drawings 2] [--most 64]
using Saddle.Examples.Web;
using Saddle.Runtime;

if (args.Length == 0 || args[0].StartsWith('-'))
{
    return Refuse("usage: Web GENERATOR.onnx [--urls http://ADDRESS:PORT] [--drawings AT_ONCE] [--most PICTURES]");
}
try
{
    var own = new WebApplicationOptions { Args = args[1..], ContentRootPath = AppContext.BaseDirectory };
    WebApplicationBuilder builder = WebApplication.CreateBuilder(own);
    // Not a dozen lines a request; and what keeps it from starting is said below, in one sentence.
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    Limits limits = Limits.Read(builder.Configuration);
    using var studio = Studio.Open(args[0], limits);
    builder.Services.AddProblemDetails();
    await using WebApplication app = builder.Build();
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.MapGet("/sample", (HttpContext context) => Endpoints.Sample(studio, context));
    app.MapGet("/health", (CancellationToken cancellation) => Endpoints.Health(studio, cancellation));
    await app.RunAsync();
    return 0;
}
catch (Exception bad) when (bad is ExportException or FileNotFoundException or UnauthorizedAccessException or FormatException)
{
    return Refuse(bad.Message);
}
catch (IOException failed)
{
    Console.Error.WriteLine(failed.Message); // as of a port that another program has
    return 1;
}

static int Refuse(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 2;
}
