"""The storage inventory: what a site keeps on a reader's device, and which other hosts its pages call.

``inventory.read_inventory`` reads ``storage.yml``, ``published_inventory.inventory_json`` publishes it, and
``history.inventory_changes`` tells how it changed.
"""
