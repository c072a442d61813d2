using LeadLedger.Server.Running;

return await CommandLine.Run(args);
