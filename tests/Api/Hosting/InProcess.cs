using System.Globalization;

namespace LeadSail.Hosting;

/// <summary>The entry of the process without the process, for starts that must fail: what differs is only who reads the console.</summary>
internal static class InProcess
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private static readonly SemaphoreSlim Console = new(1);

    public static async Task<Exit> RunAsync(string folder, params string[] settings)
    {
        await Console.WaitAsync();
        var (standard, mine) = (System.Console.Error, new StringWriter(CultureInfo.InvariantCulture));
        System.Console.SetError(mine);
        try
        {
            var code = await Launch.RunAsync(["--contentRoot", folder, "--Logging:Level=Fatal", .. settings]).WaitAsync(Guard);
            return new Exit(code, "", mine.ToString());
        }
        finally
        {
            System.Console.SetError(standard);
            Console.Release();
        }
    }
}
