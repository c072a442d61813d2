FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# What is restored changes seldom, so it is a layer of its own.
COPY Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/LeadLedger.Domain/LeadLedger.Domain.csproj src/LeadLedger.Domain/packages.lock.json src/LeadLedger.Domain/
COPY src/LeadLedger.EventStore/LeadLedger.EventStore.csproj src/LeadLedger.EventStore/packages.lock.json src/LeadLedger.EventStore/
COPY src/LeadLedger.Server/LeadLedger.Server.csproj src/LeadLedger.Server/packages.lock.json src/LeadLedger.Server/
RUN dotnet restore src/LeadLedger.Server --locked-mode

COPY src src
RUN dotnet publish src/LeadLedger.Server --configuration Release --no-restore --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app

# A volume that is mounted there for the first time takes over whose it is.
RUN mkdir /data /keys && chown "$APP_UID" /data /keys && chmod 700 /data /keys
USER $APP_UID
ENV LEADLEDGER_DATA=/data LEADLEDGER_URL=http://0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["/app/leadledger", "ready"]
ENTRYPOINT ["/app/leadledger"]
CMD ["serve"]
