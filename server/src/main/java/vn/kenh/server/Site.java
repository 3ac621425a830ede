package vn.kenh.server;

import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import vn.kenh.server.field.FieldData;
import vn.kenh.server.field.StoredFieldData;
import vn.kenh.server.trace.Batches;
import vn.kenh.server.trace.Labels;
import vn.kenh.server.trace.LinkCheck;
import vn.kenh.server.trace.SerialNumbers;
import vn.kenh.server.web.ErrorPage;
import vn.kenh.server.web.PasswordCheck;
import vn.kenh.server.web.PublicAddress;
import vn.kenh.server.web.page.AccountRoutes;
import vn.kenh.server.web.page.ApiReferenceRoutes;
import vn.kenh.server.web.page.Assets;
import vn.kenh.server.web.page.BatchRoutes;
import vn.kenh.server.web.page.DeviceRoutes;
import vn.kenh.server.web.page.FarmRoutes;
import vn.kenh.server.web.page.HtmlErrors;
import vn.kenh.server.web.page.LanguageSwitch;
import vn.kenh.server.web.page.PageRenderer;
import vn.kenh.server.web.page.PeopleRoutes;
import vn.kenh.server.web.page.PictureRoutes;
import vn.kenh.server.web.page.PlaceFormRoutes;
import vn.kenh.server.web.page.QuarantineRoutes;
import vn.kenh.server.web.page.ScanRoutes;
import vn.kenh.server.web.page.SnapshotPictures;
import vn.kenh.server.web.page.StaticFiles;
import vn.kenh.server.web.page.Templates;
import vn.kenh.server.web.page.view.CameraPictures;

/** Joins the pages to what they show. */
final class Site {

  private final Services services;
  private final Assets assets = new Assets();
  private final PageRenderer renderer;

  Site(Services services) {
    this.services = services;
    this.renderer = new PageRenderer(Templates.precompiled(), assets, services.clock());
  }

  ErrorPage errors() {
    return new HtmlErrors(renderer);
  }

  ApiReferenceRoutes apiReference(byte[] openApi) {
    return new ApiReferenceRoutes(renderer, openApi);
  }

  void addRoutes(List<Consumer<Router>> routes, PasswordCheck passwords) {
    CameraPictures pictures = new SnapshotPictures(services.snapshots());
    FieldData data =
        new StoredFieldData(
            services.registry(),
            services.store(),
            services.ingestion().latest(),
            services.snapshots(),
            services.ingestion().quarantine()::size);
    SerialNumbers numbers = new SerialNumbers(new SecureRandom());
    Batches batches = new Batches(services.database(), services.clock(), numbers);
    Labels labels = new Labels(services.database(), services.clock(), numbers);
    routes.add(new StaticFiles(assets)::mount);
    routes.add(new LanguageSwitch()::mount);
    routes.add(new AccountRoutes(renderer, services.accounts().people(), passwords)::mount);
    routes.add(
        new PeopleRoutes(renderer, services.accounts().people(), services.accounts().secrets())
            ::mount);
    routes.add(new BatchRoutes(renderer, services.registry(), batches, labels)::mount);
    PublicAddress address = new PublicAddress(services.settings().publicUrl());
    routes.add(new ScanRoutes(renderer, new LinkCheck(batches, labels), address)::mount);
    routes.add(
        new QuarantineRoutes(
                renderer, services.ingestion().quarantine(), services.ingestion().replay())
            ::mount);
    routes.add(new PictureRoutes(renderer, services.registry(), pictures)::mount);
    routes.add(
        new PlaceFormRoutes(
                renderer, services.registry(), data, pictures, services.settings().mqtt().port())
            ::mount);
    routes.add(
        new DeviceRoutes(
                renderer,
                data,
                pictures,
                services.registry(),
                services.commands(),
                services.delivery(),
                services.mqtt()::disconnect)
            ::mount);
    routes.add(new FarmRoutes(renderer, data, pictures)::mount);
  }
}
