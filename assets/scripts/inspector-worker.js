// Keeps the pages of the inspector's application on the device. FILES and
// VERSION stand before this text. Only what is kept is answered from here, and
// always from here, so that a device works the same with and without a network;
// a new version is taken in whole, or not at all.
"use strict";
const CACHE = "inspector-" + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("inspector-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    let kept = await cache.match(event.request);
    if (!kept && event.request.mode === "navigate" && url.pathname === "/inspector/") {
      kept = await cache.match("/inspector/?lang=" + (url.searchParams.get("lang") || "vi"));
    }
    return kept || fetch(event.request);
  })());
});
