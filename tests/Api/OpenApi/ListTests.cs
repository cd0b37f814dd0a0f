using System.Text.Json;
using System.Text.RegularExpressions;
using LeadSail.Deliveries;
using LeadSail.Hosting;

namespace LeadSail.OpenApi;

/// <summary>What holds for every list of the document: its limit and its pages.</summary>
[Collection(nameof(DeliveryHost))]
public sealed class ListTests(DeliveryHost host)
{
    [Fact]
    public async Task Every_list_goes_by_pages_none_twice_none_left_out()
    {
        var known = await Known.Make(host);
        (await known.Api.Post("leads", JsonElement.Parse(known.Here("""{ "campaignId": "HXZ", "firstName": "Ada", "lastName": "Byron", "email": "ada@example.com", "phone": "+12125550143" }""")))).Gives(201);
        (await known.Api.Post("dnc", new { phone = "+12125550144" })).Gives(201);
        foreach (var (_, path, operation) in host.Contract.Operations.Where(each => each.Operation.TryGetProperty("parameters", out var all) && all.EnumerateArray().Any(parameter => parameter.Text("name") == "cursor")))
        {
            var place = Regex.Replace(path, @"\{(\w+)\}", match => known.Id(match.Groups[1].Value, path)!);
            (await known.Api.Get($"{place}?limit=101")).FindsFault("limit: must be a whole number from 1 to 100");
            (await known.Api.Get($"{place}?cursor=%27")).FindsFault("cursor: is none of ours");
            var all = (await known.Api.Get($"{place}?limit=100")).Gives(200);
            var name = all.EnumerateObject().First(field => field.Value.ValueKind == JsonValueKind.Array).Name;
            Assert.Equal((false, JsonValueKind.Null), (all.At("hasMore").GetBoolean(), all.At("nextCursor").ValueKind));

            var items = new List<string>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = (await known.Api.Get($"{place}?limit=1&cursor={cursor}")).Gives(200);
                items.Add(Assert.Single(page.At(name).EnumerateArray()).GetRawText());
                cursor = page.Text("nextCursor");
                Assert.Equal(cursor is not null, page.At("hasMore").GetBoolean());
            }

            Assert.Equal(all.At(name).EnumerateArray().Select(item => item.GetRawText()), items);
        }
    }
}
