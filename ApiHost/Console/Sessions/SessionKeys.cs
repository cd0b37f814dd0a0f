using System.Xml.Linq;
using LeadSail.Storage;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace LeadSail.Console.Sessions;

/// <summary>
/// The keys that seal session cookies stand in the database, so that sessions outlive a restart and every host of an installation knows them.
/// </summary>
internal sealed class SessionKeys(ISettings settings) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    private const string Installation = "installation";

    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    // The framework asks synchronously: once at the start, and when a key is made, every 90 days.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. settings.ListAllAsync<SessionKey>().GetAwaiter().GetResult().Select(row => XElement.Parse(row.Row.Value.Xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        settings.SaveAsync(Installation, friendlyName, new SessionKey { Xml = element.ToString(SaveOptions.DisableFormatting) }, expectedVersion: null, "system").GetAwaiter().GetResult();

    private sealed record SessionKey : ISetting
    {
        public static string Kind => "session_key";

        public string Xml { get; init; } = "";
    }
}
