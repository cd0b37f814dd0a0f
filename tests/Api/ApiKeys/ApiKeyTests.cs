using LeadSail.Hosting;

namespace LeadSail.ApiKeys;

[Collection(nameof(FastHost))]
public sealed class ApiKeyTests(FastHost host)
{
    [Fact]
    public async Task A_key_works_with_its_scopes_until_it_is_revoked_and_is_shown_once()
    {
        var api = await host.NewOrganization();
        var made = (await api.Post("api-keys", new { name = "CRM", scopes = new[] { "write", "read", "read" } })).Gives(201);
        var (id, key) = (made.Text("apiKeyId")!, made.Text("apiKey")!);
        Assert.Equal("""["read","write"]""", made.At("scopes").GetRawText());
        var crm = host.Client(key);
        (await crm.Get("campaigns")).Gives(200);
        (await crm.Post("campaigns", new { name = "By the CRM" })).Gives(201);
        (await crm.Get("api-keys")).Refuses(403, "FORBIDDEN");

        var listed = await api.Get("api-keys");
        var shown = Assert.Single(listed.Gives(200).At("apiKeys").EnumerateArray(), each => each.Text("apiKeyId") == id);
        Assert.Equal(["apiKeyId", "name", "scopes", "createdAt"], shown.EnumerateObject().Select(field => field.Name));
        Assert.DoesNotContain(key, listed.Text, StringComparison.Ordinal);

        Assert.Equal(id, (await Revoke(api, id)).Gives(200).Text("apiKeyId"));
        (await crm.Get("campaigns")).Refuses(401, "UNAUTHORIZED");
        Assert.DoesNotContain((await api.Get("api-keys")).Gives(200).At("apiKeys").EnumerateArray(), each => each.Text("apiKeyId") == id);
        (await Revoke(api, id)).Refuses(404, "NOT_FOUND");
    }

    [Fact]
    public async Task The_last_admin_key_stays_however_many_are_revoked_at_once()
    {
        var api = await host.NewOrganization();
        var own = (await api.Get("api-keys")).Gives(200).At("apiKeys")[0].Text("apiKeyId")!;
        (await Revoke(api, own)).Refuses(409, "CONFLICT");
        var second = (await api.Post("api-keys", new { name = "Second", scopes = new[] { "admin" } })).Gives(201);
        var other = host.Client(second.Text("apiKey"));
        var answers = await Task.WhenAll(Revoke(api, own), Revoke(other, second.Text("apiKeyId")!));
        Assert.Single(answers, answer => answer.Status == 200);
    }

    [Fact]
    public async Task Keys_are_listed_in_pages_none_twice_none_left_out_and_none_that_is_revoked()
    {
        var api = await host.NewOrganization();
        var made = new List<string> { (await api.Get("api-keys")).Gives(200).At("apiKeys")[0].Text("apiKeyId")! };
        for (var i = 0; i < 5; i++)
        {
            made.Add((await api.Post("api-keys", new { name = "K", scopes = new[] { "read" } })).Gives(201).Text("apiKeyId")!);
        }

        (await Revoke(api, made[2])).Gives(200);
        made.RemoveAt(2);
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await api.Get($"api-keys?limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Gives(200);
            seen.AddRange(page.At("apiKeys").EnumerateArray().Select(key => key.Text("apiKeyId")!));
            cursor = page.Text("nextCursor");
        }

        Assert.Equal(made, seen);
    }

    [Theory]
    [InlineData("""{ "name": "x" }""", "scopes: is required")]
    [InlineData("""{ "name": "x", "scopes": [] }""", "scopes: must have at least 1 items")]
    [InlineData("""{ "name": "x", "scopes": ["root"] }""", "scopes[0]: must be one of read, write, admin")]
    [InlineData("""{ "scopes": ["read"] }""", "name: is required")]
    [InlineData("""{ "name": "x", "scopes": ["read"], "apiKey": "mine" }""", "apiKey: unknown field")]
    public async Task A_key_has_a_name_and_scopes(string body, string fault) => (await host.Api.Send(HttpMethod.Post, "api-keys", body)).FindsFault(fault);

    private static Task<Answer> Revoke(ApiClient api, string id) => api.Send(new HttpRequestMessage(HttpMethod.Delete, $"api-keys/{id}"));
}
