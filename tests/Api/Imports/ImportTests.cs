using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Imports;

/// <summary>What becomes of rows.</summary>
[Collection(nameof(FastHost))]
public sealed class ImportTests(FastHost host)
{
    private const string Head = "firstName,lastName,email,phone\n";

    [Fact]
    public async Task A_row_becomes_a_lead_with_all_that_it_says()
    {
        var scene = await ImportScene.Set(host.Api);
        var phone = Scene.Phone("01");
        var done = await scene.Import(
            $"""
            First Name,LAST_NAME,E-Mail,phone,zip,address.state,Country,timezone,questionnaire.timeline,customFields.budget,attribution.gclid,attribution.params.utm_source,compliance.tcpaConsent,tags,notes,isTest,unknown
             marta ,KELLER,Marta@Example.COM,({phone[2..5]}) {phone[5..8]}-{phone[8..]},10118,NY,US,America/New_York,this summer,"20,000",abc,news,yes,hot; roof,"Prefers
            mornings.",no,x
            """);
        Assert.Equal((1, 0, 0, 0), ImportScene.Counts(done));
        Assert.Equal(("done", 1, "people.csv", "phone", "add_update", false, null), (done.Text("status"), done.At("total").GetInt32(), done.Text("fileName"), done.Text("identifier"), done.Text("purpose"), done.At("dryRun").GetBoolean(), done.Text("rejectsUrl")));
        var lead = Assert.Single(await scene.Leads());
        Assert.Equal(
            ("Marta", "Keller", "marta@example.com", phone, "new", "10118", "NY", "US", "America/New_York"),
            (lead.Text("firstName"), lead.Text("lastName"), lead.Text("email"), lead.Text("phone"), lead.Text("status"), lead.Text("address.zip"), lead.Text("address.state"), lead.Text("country"), lead.Text("timezone")));
        Assert.Equal("""[{"key":"timeline","question":"timeline","answer":"this summer"}]""", lead.At("questionnaire").GetRawText());
        Assert.Equal(
            ("""{"budget":"20,000"}""", """{"gclid":"abc","params":{"utm_source":"news"}}""", """{"tcpaConsent":true}""", """["hot","roof"]""", """{"isTest":false,"isDnc":false}"""),
            (lead.At("customFields").GetRawText(), lead.At("attribution").GetRawText(), lead.At("compliance").GetRawText(), lead.At("tags").GetRawText(), lead.At("flags").GetRawText()));
        Assert.Equal("Prefers\nmornings.", Assert.Single(lead.At("notes").EnumerateArray()).Text("text"));
        Assert.Equal((JsonValueKind.Null, 1), (lead.At("autoDialer").ValueKind, lead.At("submissionCount").GetInt32()));
        var submitted = Assert.Single((await host.Api.Get($"leads/{lead.Text("leadId")}/events")).Gives(200).At("events").EnumerateArray());
        Assert.Equal("submitted", submitted.Text("type"));
        Assert.StartsWith("key_", submitted.Text("actor"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add_update", 1, 2, 0)]
    [InlineData("add_new", 1, 0, 2)]
    [InlineData("update", 0, 1, 2)]
    [InlineData("add_all", 3, 0, 0)]
    public async Task The_purpose_says_which_rows_count(string purpose, int created, int updated, int skipped)
    {
        foreach (var (identifier, dryRun) in new[] { ("phone", true), ("phone", false), ("email", true), ("email", false) })
        {
            var scene = await ImportScene.Set(host.Api);
            var (known, unknown) = (Scene.Phone("01"), Scene.Phone("01"));
            var leadId = (await host.Api.Post("leads", new { campaignId = scene.Scene.CampaignId, firstName = "Known", lastName = "Person", email = "known@example.com", phone = known })).Gives(201).Text("leadId")!;
            var file = $"{Head}Ada,One,known@example.com,{known}\nGrace,Two,new@example.com,{unknown}\nAgain,Three,NEW@example.com,{unknown}\n";
            Assert.Equal((created, updated, skipped, 0), ImportScene.Counts(await scene.Import(file, identifier, purpose, dryRun: dryRun)));
            var names = (await scene.Leads()).Select(lead => lead.Text("firstName")!).Order(StringComparer.Ordinal);
            Assert.Equal(
                dryRun ? ["Known"] : purpose switch { "add_update" => ["Ada", "Again"], "add_new" => ["Grace", "Known"], "update" => ["Ada"], _ => ["Ada", "Again", "Grace", "Known"] }, names);
            Assert.Equal(dryRun || purpose is "add_new" or "add_all" ? "Known" : "Ada", (await scene.Scene.GetLead(leadId)).Text("firstName"));
        }
    }

    [Fact]
    public async Task Leads_are_known_by_their_ids_and_an_unknown_id_is_a_mistake()
    {
        var scene = await ImportScene.Set(host.Api);
        var elsewhere = await (await Scene.Set(host.Api)).Lead(Scene.Phone("01"));
        var leadId = await scene.Scene.Lead(Scene.Phone("01"));
        var file = $"leadId,lastName\n{leadId},Newname\nlead_nobody,X\n{elsewhere},Y\n,Z\n";
        foreach (var dryRun in new[] { true, false })
        {
            var done = await scene.Import(file, "leadId", "update", dryRun: dryRun);
            Assert.Equal((0, 1, 0, 3), ImportScene.Counts(done));
            Assert.Equal(
                ["3: leadId: there is no such lead in the campaign", "4: leadId: there is no such lead in the campaign", "5: leadId: is required"], await scene.Rejects(done));
        }

        Assert.Equal(("Marta", "Newname"), (await scene.Scene.GetLead(leadId) is var lead ? (lead.Text("firstName"), lead.Text("lastName")) : default));
        var added = await scene.Import($"leadId,firstName,lastName,email,phone\n{leadId},Anna,,,\n,New,Person,n@example.com,{Scene.Phone("01")}\n,No,Phone,n@example.com,\n", "leadId");
        Assert.Equal((1, 1, 0, 1), ImportScene.Counts(added));
        Assert.Equal(["4: phone: is required"], await scene.Rejects(added));
        Assert.Equal("Keller", (await scene.Scene.GetLead(elsewhere)).Text("lastName"));
    }

    [Fact]
    public async Task What_a_row_leaves_out_stays_and_a_new_lead_needs_all_four()
    {
        var scene = await ImportScene.Set(host.Api);
        var phone = Scene.Phone("01");
        var leadId = await scene.Scene.Lead(phone);
        var file = $"phone,lastName,email\n{phone},Huber,\n{Scene.Phone("01")},Nobody,\n";
        foreach (var dryRun in new[] { true, false })
        {
            var done = await scene.Import(file, dryRun: dryRun);
            Assert.Equal((0, 1, 0, 1), ImportScene.Counts(done));
            Assert.Equal(["3: firstName: is required; email: is required"], await scene.Rejects(done));
        }

        var lead = await scene.Scene.GetLead(leadId);
        Assert.Equal(("Marta", "Huber", "marta@example.com"), (lead.Text("firstName"), lead.Text("lastName"), lead.Text("email")));
        Assert.Equal(["submitted", "lead_changed"], (await host.Api.Get($"leads/{leadId}/events")).Gives(200).At("events").EnumerateArray().Select(entry => entry.Text("type")));
    }

    [Fact]
    public async Task A_mapping_says_what_columns_mean_and_the_others_are_left_out()
    {
        var scene = await ImportScene.Set(host.Api);
        var phone = Scene.Phone("01");
        await scene.Import(
            $"Vorname;Nachname;Mail;Mobil;email;Dach\nZoë;Müller;zoe@example.com;{phone};other@example.com;\"flach; alt\"\n",
            mapping: new { Vorname = "firstName", Nachname = "lastName", Mail = "email", Mobil = "phone", Dach = "questionnaire.roof" });
        var lead = Assert.Single(await scene.Leads());
        Assert.Equal(("Zoë", "Müller", "zoe@example.com", phone, "\"flach; alt\""), (lead.Text("firstName"), lead.Text("lastName"), lead.Text("email"), lead.Text("phone"), lead.At("questionnaire")[0].At("answer").GetRawText()));
    }

    [Fact]
    public async Task A_file_can_say_that_somebody_must_not_be_called_and_never_that_somebody_may_be()
    {
        var scene = await ImportScene.Set(host.Api);
        var (listed, other) = (Scene.Phone("01"), Scene.Phone("01"));
        (await host.Api.Patch($"campaigns/{scene.Scene.CampaignId}", new { webhooks = new { inheritFromTenant = false, enabled = true, url = "https://192.0.2.1/never" } })).Gives(200);
        var leadId = await scene.Scene.Lead(listed);
        (await host.Api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{ "channels": ["phone"] }""")).Gives(200);
        await scene.Import($"{Head.TrimEnd()},isDnc\nA,B,a@example.com,{listed},false\nC,D,c@example.com,{other},true\n");
        var leads = await scene.Leads();
        Assert.All(leads, lead => Assert.True(lead.At("flags.isDnc").GetBoolean()));

        var news = (await host.Api.Get($"webhook-deliveries?event=lead.dnc&campaignId={scene.Scene.CampaignId}")).Gives(200).At("deliveries").EnumerateArray();
        Assert.Equal(leads.Select(lead => lead.Text("leadId")).Order(), news.Select(told => told.Text("leadId")).Order());
    }

    [Fact]
    public async Task A_bad_row_fails_alone_and_comes_back_to_be_mended_and_imported_again()
    {
        var scene = await ImportScene.Set(host.Api);
        var phones = Enumerable.Range(0, 8).Select(_ => Scene.Phone("01")).ToArray();
        var done = await scene.Import($"""
            First name,lastName,email,phone,country,isTest,tags
            Ada,Lovelace,ada@example.com,{phones[0]},,,
            "Grace
            Brewster",Hopper,grace@example,12,US,,
            Alan,Turing,nobody,{phones[1]},Uk,maybe,
            Barbara,Liskov,barbara@example.com,{phones[2]},,yes,"x,{new string('y', 201)}"
            {new string('n', 201)},Knuth,don@example.com,{phones[3]},,,
            Edsger,"Dij"kstra,ed@example.com,{phones[4]},,,
            Tony,Hoare,tony@example.com,{phones[5]},,,,too much
            Radia,Perlman,radia@example.com,{phones[6]},,no,,
            """);
        Assert.Equal((2, 0, 0, 6), ImportScene.Counts(done));
        Assert.Equal(
            [
                "3: phone: must have at least 10 characters",
                "5: isTest: must be true or false; email: must be an e-mail address; country: must be two upper-case letters (ISO 3166)", "6: tags[1]: must have 1 to 200 characters",
                "7: firstName: must have at most 200 characters", "8: its quotes are not as in CSV (RFC 4180)", "9: has 8 cells, and the first line names 7 columns",
            ],
            await scene.Rejects(done));
        var rejects = await host.Api.Get(done.Text("rejectsUrl")!);
        Assert.Equal(("text/csv", $"attachment; filename=\"{done.Text("importId")}-rejects.csv\""), (rejects.ContentHeaders.ContentType!.MediaType, rejects.ContentHeaders.ContentDisposition!.ToString()));
        var lines = ImportScene.Lines(rejects.Text);
        Assert.Equal("line,reason,First name,lastName,email,phone,country,isTest,tags", lines[0]);
        Assert.EndsWith($"Alan,Turing,nobody,{phones[1]},Uk,maybe,", lines.Single(line => line.Contains("Turing", StringComparison.Ordinal)), StringComparison.Ordinal);

        var mended = rejects.Text.Replace("nobody", "alan@example.com", StringComparison.Ordinal).Replace("Uk,maybe", "GB,yes", StringComparison.Ordinal);
        var again = await scene.Import(mended);
        Assert.Equal(2, again.At("created").GetInt32()); // Turing, and Dijkstra, whose quotes are in order now
        Assert.Equal(4, (await scene.Leads()).Length);
    }

    [Fact]
    public async Task Imports_are_listed_newest_first_and_rejects_that_are_not_there_are_not_found()
    {
        var api = await host.NewOrganization();
        var scene = await ImportScene.Set(api);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, (await scene.Import($"{Head}A,B,a{i}@example.com,{Scene.Phone("01")}\n", dryRun: i == 1)).Text("importId")!);
        }

        var first = (await api.Get("leads/imports?limit=2")).Gives(200);
        Assert.Equal(ids[..2], first.At("imports").EnumerateArray().Select(import => import.Text("importId")));
        Assert.Equal([false, true], first.At("imports").EnumerateArray().Select(import => import.At("dryRun").GetBoolean()));
        var second = (await api.Get($"leads/imports?limit=2&cursor={first.Text("nextCursor")}")).Gives(200);
        Assert.Equal((ids[2], false), (second.At("imports")[0].Text("importId"), second.At("hasMore").GetBoolean()));
        (await api.Get($"leads/imports/{ids[0]}/rejects")).Refuses(404, "NOT_FOUND");
        foreach (var path in new[] { "leads/imports/imp_nobody", "leads/imports/imp_nobody/rejects" })
        {
            (await api.Get(path)).Refuses(404, "NOT_FOUND");
        }

        (await api.Delete("leads/imports/imp_nobody")).Refuses(404, "NOT_FOUND");
        Assert.Equal("done", (await api.Delete($"leads/imports/{ids[0]}")).Gives(200).Text("status"));
    }
}
