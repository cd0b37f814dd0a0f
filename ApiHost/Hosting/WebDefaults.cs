namespace LeadSail.Hosting;

/// <summary>What the product and the simulator alone have in common as web servers: their addresses.</summary>
internal static class WebDefaults
{
    /// <summary>Listens where <c>Urls</c> says, else at the given address.</summary>
    /// <exception cref="StartupException"><c>Urls</c> holds something else than addresses.</exception>
    public static void UseUrls(this WebApplicationBuilder builder, string otherwise)
    {
        var urls = builder.Configuration["Urls"];
        if (string.IsNullOrWhiteSpace(urls))
        {
            builder.WebHost.UseUrls(otherwise);
        }
        else if (urls.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(url => !IsAddress(url)) is { } wrong)
        {
            throw new StartupException($"Urls has '{wrong}'; set addresses such as {otherwise}, separated by semicolons, or leave it out.");
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address.Port is >= 0 and <= ushort.MaxValue;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
