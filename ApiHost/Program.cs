using LeadSail.Hosting;

return await Launch.RunAsync(args);
