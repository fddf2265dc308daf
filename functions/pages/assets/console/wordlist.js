// 256 short and plain words, for passphrases that are read out.

/** @type {readonly string[]} */
export const WORDS = Object.freeze(
  `
  acorn album alley amber angle ankle apple apron arena arrow aspen atlas attic bacon badge bagel baker bamboo
  banjo barge basil basin beach beans bench berry birch bison blaze bloom board bonus boots bread brick bridge
  brook brush bugle cabin cable camel candle canoe canvas canyon cargo carpet castle cedar cello chair chalk
  cherry chess cider cinema circus clock cloud clover coast cobalt cocoa comet copper coral cotton cradle crane
  crayon cricket crown daisy dancer delta denim desert dinner dolphin donkey dragon drum eagle easel echo elbow
  ember emerald engine fabric falcon farmer feather fence fern fiddle field finch flame flute forest fossil
  fountain frost galaxy garden garlic gecko giant ginger glacier globe glove goose grape gravel guitar hammer
  harbor harvest hazel hedge helmet heron hockey honey horizon hotel igloo indigo island ivory jacket jaguar
  jasmine jelly jigsaw jungle kayak kettle kitten koala ladder lagoon lantern laser lemon letter lily linen lion
  lizard lobster lotus lunch magnet mango maple marble market meadow melon mentor mirror mitten monkey mosaic
  motor muffin museum napkin nectar needle nickel noodle novel nutmeg oasis ocean olive onion opera orange orbit
  orchid otter oyster paddle palace panda papaya parade parrot pasta peanut pearl pebble pencil pepper piano
  picnic pigeon pillow pilot planet plaza pocket poem pony poppy potato prairie pumpkin puzzle quartz quilt
  rabbit radio rainbow raven ribbon river robin rocket rodeo saddle sailor salmon sandal satin scarf school
  shadow shell silver spider spoon spring squash stable statue summer sunset tablet tailor tango teapot temple
  thimble ticket tiger timber toast tomato trumpet
  `
    .trim()
    .split(/\s+/),
);
